using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A TLS ServerHello (RFC 8446 §4.1.3): what was chosen.</summary>
public sealed class TlsServerHello : Fact
{
    /// <summary><c>tls</c>, or <c>quic</c> for a hello from CRYPTO frames.</summary>
    public string Carrier { get; init; } = "tls";

    /// <inheritdoc/>
    public override string Protocol => Carrier;

    /// <inheritdoc/>
    public override string Kind => "server_hello";

    /// <summary>The chosen version, from supported_versions where it is there.</summary>
    public ushort Version { get; init; }

    /// <summary>The chosen cipher suite.</summary>
    public ushort CipherSuite { get; init; }

    /// <summary>The protocol chosen by ALPN where it is in the clear (TLS 1.2 and before), or null.</summary>
    public string? Alpn { get; init; }

    /// <summary>The server random, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>The fingerprint of a hello from the wire that is complete.</summary>
    internal ServerFingerprint? Fingerprint { get; init; }

    /// <summary>The JA3S fingerprint as an MD5 in hex: that of <see cref="Ja3SText"/> unless given; null when neither was computed.</summary>
    public string? Ja3S
    {
        // Several threads may read at once: each would make the same text.
        get => field ??= Fingerprint?.Ja3S ?? (Ja3SText is { } text ? Ja3.HashOf(text) : null);
        init;
    }

    /// <summary>The text that <see cref="Ja3S"/> is the MD5 of, or null when it was not made.</summary>
    public string? Ja3SText
    {
        get => field ?? Fingerprint?.Ja3SText;
        init;
    }

    /// <summary>Whether it asks the client for another hello (RFC 8446 §4.1.4); then a second hello of the same flow follows.</summary>
    public bool IsHelloRetryRequest { get; init; }

    /// <inheritdoc/>
    public override string Summary => $"ServerHello {TlsNames.Version(Version)} {TlsNames.CipherSuite(CipherSuite)}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        // The version of a QUIC connection is that of QUIC.
        writer.Text(Carrier == "quic" ? "tls_version" : "version", TlsNames.Version(Version));
        writer.Text("cipher_suite", Fingerprint?.CipherSuite ?? TlsNames.CipherSuite(CipherSuite));
        writer.Text("alpn", Alpn);
        if (Fingerprint is not null)
        {
            writer.BeginObject("ja3s");
            writer.Utf8("hash", Fingerprint.Ja3SBytes);
            writer.Utf8("string", Fingerprint.Ja3STextBytes);
            writer.EndObject();
        }
        else if (Ja3S is not null)
        {
            writer.BeginObject("ja3s");
            writer.Text("hash", Ja3S);
            writer.Text("string", Ja3SText);
            writer.EndObject();
        }

        if (IsHelloRetryRequest) writer.Flag("hello_retry_request", true);
    }
}
