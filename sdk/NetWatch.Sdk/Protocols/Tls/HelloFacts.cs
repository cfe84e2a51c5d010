using System.Buffers.Binary;
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

    static readonly string[] WebAlpn = ["h2", "http/1.1"];
    static readonly string[] OldWebAlpn = ["http/1.1"];

    /// <summary>Makes the fact of a ClientHello. The fingerprint is left out when the hello is not complete.</summary>
    public static TlsClientHello Create(in ClientHelloView hello, HelloCarrier carrier) => Create(hello, carrier, null);

    /// <summary>Makes the fact of a ClientHello with the hashes that others have made before; they may be null.</summary>
    public static TlsClientHello Create(in ClientHelloView hello, HelloCarrier carrier, Ja4Hashes? hashes)
    {
        hello.TryGetServerName(out ReadOnlySpan<byte> name);
        return new TlsClientHello
        {
            Carrier = carrier == HelloCarrier.Quic ? "quic" : "tls",
            Sni = name.IsEmpty ? null : Text(name),
            Alpn = hello.TryGetExtension(TlsExtensionType.Alpn, out ReadOnlySpan<byte> alpn) ? ReadAlpn(alpn) : [],
            LegacyVersion = hello.LegacyVersion,
            Version = hello.HighestVersion(),
            CipherSuites = ReadSuites(hello.CipherSuites),
            Random = hello.Random.ToArray(),
            Ja4 = hello.IsComplete ? Ja4.Compute(hello, carrier, hashes) : null,
            Ja3Text = hello.IsComplete ? Ja3.TextOf(hello) : null,
            // The inner form (1) is only ever sent encrypted; the outer one is 0 (RFC 9849 §5).
            HasEch = hello.TryGetExtension(TlsExtensionType.EncryptedClientHello, out ReadOnlySpan<byte> ech) && ech is [0, ..],
            HasEncryptedServerName = hello.TryGetExtension(TlsExtensionType.EncryptedServerName, out _),
            OffersResumption = hello.TryGetExtension(TlsExtensionType.PreSharedKey, out _)
                || (hello.TryGetExtension(TlsExtensionType.SessionTicket, out ReadOnlySpan<byte> ticket) && ticket.Length > 0),
        };
    }

    /// <summary>Makes the fact of a ServerHello or HelloRetryRequest.</summary>
    public static TlsServerHello Create(in ServerHelloView hello, HelloCarrier carrier) => new()
    {
        Carrier = carrier == HelloCarrier.Quic ? "quic" : "tls",
        Version = hello.SelectedVersion(),
        CipherSuite = hello.CipherSuite,
        Alpn = hello.TryGetAlpn(out ReadOnlySpan<byte> alpn) ? Text(alpn) : null,
        Random = hello.Random.ToArray(),
        IsHelloRetryRequest = hello.IsHelloRetryRequest,
        Ja3SText = hello.IsComplete ? Ja3.TextOf(hello) : null,
    };

    /// <summary>
    /// The text of a name from the wire: printable ASCII as it is, any other byte as <c>\xNN</c>, so that different bytes never
    /// look the same.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("h2"u8)) return "h2";
        if (name.SequenceEqual("http/1.1"u8)) return "http/1.1";
        if (!name.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return Encoding.ASCII.GetString(name);
        var text = new StringBuilder(name.Length + 16);
        foreach (byte value in name)
        {
            if (value is >= (byte)' ' and <= (byte)'~') text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.ToString();
    }

    static IReadOnlyList<string> ReadAlpn(ReadOnlySpan<byte> data)
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

    static ushort[] ReadSuites(ReadOnlySpan<byte> bytes)
    {
        var suites = new ushort[bytes.Length / 2];
        for (int i = 0; i < suites.Length; i++) suites[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        return suites;
    }
}
