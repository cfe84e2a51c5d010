namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>The certificate of the server where it is in the clear (TLS 1.2 and before): the first of the chain.</summary>
public sealed class TlsCertificate : Fact
{
    string? _notBefore;
    string? _notAfter;

    /// <summary><c>tls</c>, or <c>quic</c> for a certificate from CRYPTO frames.</summary>
    public string Carrier { get; init; } = "tls";

    /// <inheritdoc/>
    public override string Protocol => Carrier;

    /// <inheritdoc/>
    public override string Kind => "certificate";

    /// <summary>The subject as a distinguished name in the order of the certificate, for instance <c>C=DE, O=Example, CN=example.org</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>The issuer as a distinguished name.</summary>
    public string? Issuer { get; init; }

    /// <summary>The DNS names and addresses of subjectAltName.</summary>
    public IReadOnlyList<string> SubjectAltNames { get; init; } = [];

    /// <summary>Start of validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Serial number in hex, colons between the bytes.</summary>
    public string? Serial { get; init; }

    /// <summary>SHA-256 of the certificate in lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <inheritdoc/>
    public override string Summary => $"Certificate {Subject}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("subject", Subject);
        writer.Text("issuerdn", Issuer);
        writer.List("subjectaltname", SubjectAltNames);
        writer.Text("serial", Serial);
        writer.Text("fingerprint_sha256", Sha256);
        // Many flows may share the fact of their server's certificate.
        writer.Text("notbefore", _notBefore ??= Text(NotBefore));
        writer.Text("notafter", _notAfter ??= Text(NotAfter));
    }

    // As yyyy-MM-ddTHH:mm:ss, without the framework's formatter of any format, which is compiled for the first certificate of a run.
    static string? Text(DateTimeOffset? time)
    {
        if (time is not { UtcDateTime: var utc }) return null;
        Span<char> text = ['0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0', '0', ':', '0', '0', ':', '0', '0'];
        Write(utc.Year / 100, text);
        Write(utc.Year % 100, text[2..]);
        Write(utc.Month, text[5..]);
        Write(utc.Day, text[8..]);
        Write(utc.Hour, text[11..]);
        Write(utc.Minute, text[14..]);
        Write(utc.Second, text[17..]);
        return new string(text);
    }

    static void Write(int value, Span<char> text) => (text[0], text[1]) = ((char)('0' + value / 10), (char)('0' + value % 10));
}
