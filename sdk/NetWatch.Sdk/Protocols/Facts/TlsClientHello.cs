using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A TLS ClientHello (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2), also from within QUIC.</summary>
public sealed class TlsClientHello : Fact
{
    const int RandomLength = 32;

    // Of a hello from the wire: random, cipher suites and server name, one behind the other. Texts and lists are made of them when someone asks.
    readonly byte[]? _wire;
    readonly int _suitesLength;
    readonly ClientFingerprint? _fingerprint;

    /// <summary>Makes one without anything in it.</summary>
    public TlsClientHello()
    {
    }

    /// <summary>Makes the fact of a hello from the wire.</summary>
    /// <param name="random">The client random, 32 bytes.</param>
    /// <param name="suites">The cipher suites, two bytes each.</param>
    /// <param name="name">The host name as sent; empty for none.</param>
    /// <param name="fingerprint">The fingerprints, or null when the hello is not complete.</param>
    internal TlsClientHello(ReadOnlySpan<byte> random, ReadOnlySpan<byte> suites, ReadOnlySpan<byte> name, ClientFingerprint? fingerprint)
    {
        if (HelloFacts.NeedsEscape(name)) name = Encoding.ASCII.GetBytes(HelloFacts.Text(name));
        _fingerprint = fingerprint;
        _suitesLength = suites.Length;
        _wire = new byte[RandomLength + suites.Length + name.Length];
        random.CopyTo(_wire);
        suites.CopyTo(_wire.AsSpan(RandomLength));
        name.CopyTo(_wire.AsSpan(RandomLength + suites.Length));
    }

    ReadOnlySpan<byte> Name => _wire is null ? default : _wire.AsSpan(RandomLength + _suitesLength);

    /// <summary><c>tls</c>, or <c>quic</c> for a hello from CRYPTO frames.</summary>
    public string Carrier { get; init; } = "tls";

    /// <inheritdoc/>
    public override string Protocol => Carrier;

    /// <inheritdoc/>
    public override string Kind => "client_hello";

    /// <summary>The host name of the server_name extension as sent, or null. With ECH it is the public name.</summary>
    public string? Sni
    {
        // Several threads may read at once: each would make the same text.
        get => field ??= Name.IsEmpty ? null : Encoding.ASCII.GetString(Name);
        init;
    }

    /// <summary>The protocols offered by ALPN, in order. Bytes that are not printable ASCII are written as <c>\xNN</c>.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>The version field of the hello, for instance 0x0303.</summary>
    public ushort LegacyVersion { get; init; }

    /// <summary>The highest version offered, GREASE left out, for instance 0x0304.</summary>
    public ushort Version { get; init; }

    /// <summary>The cipher suites offered, in order, GREASE included.</summary>
    public IReadOnlyList<ushort> CipherSuites
    {
        get => field ??= ReadSuites();
        init;
    }

    /// <summary>The client random, 32 bytes, by which key logs are searched; empty for SSLv2 hellos.</summary>
    public ReadOnlyMemory<byte> Random
    {
        get => _wire is null ? field : _wire.AsMemory(0, RandomLength);
        init;
    }

    /// <summary>The JA4 fingerprint (FoxIO, BSD licence), for instance <c>t13d1516h2_8daaf6152771_e5627efa2ab1</c>.</summary>
    public string? Ja4
    {
        get => field ?? _fingerprint?.Ja4;
        init;
    }

    /// <summary>The JA3 fingerprint as an MD5 in hex: that of <see cref="Ja3Text"/> unless given; null when neither was computed.</summary>
    public string? Ja3
    {
        // Several threads may read at once: each would make the same text.
        get => field ??= _fingerprint?.Ja3 ?? (Ja3Text is { } text ? Tls.Ja3.HashOf(text) : null);
        init;
    }

    /// <summary>The text that <see cref="Ja3"/> is the MD5 of, or null when it was not made.</summary>
    public string? Ja3Text
    {
        get => field ?? _fingerprint?.Ja3Text;
        init;
    }

    /// <summary>
    /// Whether the hello has an encrypted_client_hello extension of the outer form (RFC 9849). Without the server's answer a real one can't
    /// be told from a GREASE one.
    /// </summary>
    public bool HasEch { get; init; }

    /// <summary>
    /// Whether the hello has an encrypted_server_name extension (0xFFCE), the draft that ECH replaced. Then there is no readable name.
    /// </summary>
    public bool HasEncryptedServerName { get; init; }

    /// <summary>Whether the client offers to resume a session by ticket or pre-shared key.</summary>
    public bool OffersResumption { get; init; }

    /// <inheritdoc/>
    public override string? ServerName => Sni;

    /// <inheritdoc/>
    public override string Summary =>
        $"ClientHello {TlsNames.Version(Version)}{(Sni is null ? "" : " " + Sni)}{(Alpn.Count == 0 ? "" : " [" + string.Join(",", Alpn) + "]")}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        ReadOnlySpan<byte> name = Name;
        if (name.IsEmpty) writer.Text("sni", Sni);
        else writer.Utf8("sni", name);
        if (_fingerprint is not null) WriteFingerprint(writer, _fingerprint);
        else WriteFingerprint(writer);
        writer.List("client_alpns", Alpn);
        writer.Text("client_version", TlsNames.Version(Version));
        if (HasEch) writer.Flag("ech", true);
        if (HasEncryptedServerName) writer.Flag("esni", true);
        if (OffersResumption) writer.Flag("resumption_offered", true);
    }

    static void WriteFingerprint(IFactWriter writer, ClientFingerprint fingerprint)
    {
        writer.Utf8("ja4", fingerprint.Ja4Bytes);
        writer.BeginObject("ja3");
        writer.Utf8("hash", fingerprint.Ja3Bytes);
        writer.Utf8("string", fingerprint.Ja3TextBytes);
        writer.EndObject();
    }

    void WriteFingerprint(IFactWriter writer)
    {
        writer.Text("ja4", Ja4);
        if (Ja3 is null) return;
        writer.BeginObject("ja3");
        writer.Text("hash", Ja3);
        writer.Text("string", Ja3Text);
        writer.EndObject();
    }

    ushort[] ReadSuites()
    {
        ReadOnlySpan<byte> bytes = _wire is null ? default : _wire.AsSpan(RandomLength, _suitesLength);
        var suites = new ushort[bytes.Length / sizeof(ushort)];
        for (int i = 0; i < suites.Length; i++) suites[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(sizeof(ushort) * i)..]);
        return suites;
    }
}
