using System.Globalization;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// Makes facts of hellos, for every protocol that carries them. Pure functions, safe on packet threads; they allocate the fact and
/// its strings only.
/// </summary>
public static class HelloFacts
{
    // ALPN lists are short; a hostile one of 20,000 empty names must not become 20,000 strings.
    const int MaxAlpn = 32;

    // Bytes of extension types: clients have a dozen or two.
    const int MaxTypes = 256;

    static readonly string[] WebAlpn = ["h2", "http/1.1"];
    static readonly string[] OldWebAlpn = ["http/1.1"];

    /// <summary>Makes the fact of a ClientHello. The fingerprint is left out when the hello is not complete.</summary>
    public static TlsClientHello Create(in ClientHelloView hello, HelloCarrier carrier) => Make(hello, carrier, null, null);

    /// <summary>Makes the fact of a ClientHello with the hashes that others have made before; they may be null.</summary>
    public static TlsClientHello Create(in ClientHelloView hello, HelloCarrier carrier, Ja4Hashes? hashes) => Make(hello, carrier, hashes, null);

    /// <summary>Makes the fact of a ClientHello with the fingerprints that others have made before; they may be null.</summary>
    public static TlsClientHello Create(in ClientHelloView hello, HelloCarrier carrier, RecentFingerprints? recent) => Make(hello, carrier, null, recent);

    /// <summary>Makes the fact of a ServerHello or HelloRetryRequest.</summary>
    public static TlsServerHello Create(in ServerHelloView hello, HelloCarrier carrier) => Create(hello, carrier, null);

    /// <summary>Makes the fact of a ServerHello or HelloRetryRequest with the fingerprints that others have made before; they may be null.</summary>
    public static TlsServerHello Create(in ServerHelloView hello, HelloCarrier carrier, RecentFingerprints? recent) => new()
    {
        Carrier = carrier == HelloCarrier.Quic ? "quic" : "tls",
        Version = hello.SelectedVersion(),
        CipherSuite = hello.CipherSuite,
        Alpn = hello.TryGetAlpn(out ReadOnlySpan<byte> alpn) ? Text(alpn) : null,
        Random = hello.Random.ToArray(),
        IsHelloRetryRequest = hello.IsHelloRetryRequest,
        Fingerprint = !hello.IsComplete ? null : recent is null ? ServerFingerprint.Of(hello) : recent.Find(hello),
    };

    static TlsClientHello Make(in ClientHelloView hello, HelloCarrier carrier, Ja4Hashes? hashes, RecentFingerprints? recent)
    {
        Span<byte> types = stackalloc byte[MaxTypes];
        ClientHelloExtensions extensions = default;
        extensions.Read(hello.Extensions, types);
        ClientHelloView.TryReadServerName(extensions.ServerName, out ReadOnlySpan<byte> name);
        ClientFingerprint? fingerprint = !hello.IsComplete ? null
            : recent is not null ? recent.Find(hello, extensions, types[..Math.Max(0, extensions.TypesLength)], carrier)
            : ClientFingerprint.Of(hello, carrier, hashes, ReadAlpn(extensions.Alpn));
        return new TlsClientHello(hello.Random, hello.CipherSuites, name, fingerprint)
        {
            Carrier = carrier == HelloCarrier.Quic ? "quic" : "tls",
            Alpn = fingerprint?.Alpn ?? ReadAlpn(extensions.Alpn),
            LegacyVersion = hello.LegacyVersion,
            Version = extensions.HasVersions ? ClientHelloView.HighestVersion(extensions.Versions, hello.LegacyVersion) : hello.LegacyVersion,
            // The inner form (1) is only ever sent encrypted; the outer one is 0 (RFC 9849 §5).
            HasEch = extensions.EncryptedClientHello is [0, ..],
            HasEncryptedServerName = extensions.HasEncryptedServerName,
            OffersResumption = extensions.HasPreSharedKey || extensions.SessionTicket.Length > 0,
        };
    }

    /// <summary>
    /// The text of a name from the wire: printable ASCII as it is, any other byte as <c>\xNN</c>, so that different bytes never
    /// look the same.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("h2"u8)) return "h2";
        if (name.SequenceEqual("http/1.1"u8)) return "http/1.1";
        if (!NeedsEscape(name)) return Encoding.ASCII.GetString(name);
        var text = new StringBuilder(name.Length + 16);
        foreach (byte value in name)
        {
            if (value is >= (byte)' ' and <= (byte)'~') text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.ToString();
    }

    /// <summary>Whether a name has bytes that are not printable ASCII.</summary>
    internal static bool NeedsEscape(ReadOnlySpan<byte> name) => name.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>The protocols of an ALPN extension.</summary>
    internal static IReadOnlyList<string> ReadAlpn(ReadOnlySpan<byte> data)
    {
        // Nearly every browser sends one of these two lists: they share one object instead of an array each.
        if (data.SequenceEqual("\0\x0c\x02h2\x08http/1.1"u8)) return WebAlpn;
        if (data.SequenceEqual("\0\x09\x08http/1.1"u8)) return OldWebAlpn;
        var reader = new ByteReader(data);
        if (!reader.TryReadUInt16(out _)) return [];
        var protocols = new List<string>(4);
        while (protocols.Count < MaxAlpn && reader.TryReadVector8(out ReadOnlySpan<byte> protocol)) protocols.Add(Text(protocol));
        return protocols;
    }
}
