namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A TLS ClientHello (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2), also from within QUIC.</summary>
public sealed class TlsClientHello : Fact
{
    /// <summary><c>tls</c>, or <c>quic</c> for a hello from CRYPTO frames.</summary>
    public string Carrier { get; init; } = "tls";

    /// <inheritdoc/>
    public override string Protocol => Carrier;

    /// <inheritdoc/>
    public override string Kind => "client_hello";

    /// <summary>The host name of the server_name extension as sent, or null. With ECH it is the public name.</summary>
    public string? Sni { get; init; }

    /// <summary>The protocols offered by ALPN, in order. Bytes that are not printable ASCII are written as <c>\xNN</c>.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>The version field of the hello, for instance 0x0303.</summary>
    public ushort LegacyVersion { get; init; }

    /// <summary>The highest version offered, GREASE left out, for instance 0x0304.</summary>
    public ushort Version { get; init; }

    /// <summary>The cipher suites offered, in order, GREASE included.</summary>
    public IReadOnlyList<ushort> CipherSuites { get; init; } = [];

    /// <summary>The client random, 32 bytes, by which key logs are searched; empty for SSLv2 hellos.</summary>
    public ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>The JA4 fingerprint (FoxIO, BSD licence), for instance <c>t13d1516h2_8daaf6152771_e5627efa2ab1</c>.</summary>
    public string? Ja4 { get; init; }

    /// <summary>The JA3 fingerprint as an MD5 in hex: that of <see cref="Ja3Text"/> unless given; null when neither was computed.</summary>
    public string? Ja3
    {
        // Several threads may read at once: each would make the same text.
        get => field ??= Ja3Text is null ? null : Tls.Ja3.HashOf(Ja3Text);
        init;
    }

    /// <summary>The text that <see cref="Ja3"/> is the MD5 of, or null when it was not made.</summary>
    public string? Ja3Text { get; init; }

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
        writer.Text("sni", Sni);
        writer.Text("ja4", Ja4);
        if (Ja3 is not null)
        {
            writer.BeginObject("ja3");
            writer.Text("hash", Ja3);
            writer.Text("string", Ja3Text);
            writer.EndObject();
        }

        writer.List("client_alpns", Alpn);
        writer.Text("client_version", TlsNames.Version(Version));
        if (HasEch) writer.Flag("ech", true);
        if (HasEncryptedServerName) writer.Flag("esni", true);
        if (OffersResumption) writer.Flag("resumption_offered", true);
    }
}
