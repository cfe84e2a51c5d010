namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>The certificate by which a client has proved who it is (RFC 5246 §7.4.6, RFC 8446 §4.4.2): the first of its chain.</summary>
public sealed class TlsClientCertificate : Fact
{
    /// <summary><c>tls</c>, or <c>quic</c> for a certificate from CRYPTO frames.</summary>
    public string Carrier { get; init; } = "tls";

    /// <inheritdoc/>
    public override string Protocol => Carrier;

    /// <inheritdoc/>
    public override string Kind => "client_certificate";

    /// <summary>What the certificate says.</summary>
    public required TlsCertificate Certificate { get; init; }

    /// <inheritdoc/>
    public override string Summary => $"Client certificate {Certificate.Subject}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.BeginObject("client");
        Certificate.WriteTo(writer);
        writer.EndObject();
    }
}
