using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The facts of certificates that were met lately. A server shows the same one on each of its connections, and all of them may share one
/// fact. Bounded: at most 512 certificates of at most 8 KiB. Any thread; make one for all analyzers of a protocol.
/// </summary>
public sealed class RecentCertificates
{
    readonly RecentValues<TlsCertificate> _known = new(512, 8 * 1024);

    /// <summary>The fact of a certificate in DER, as <see cref="CertificateFacts.Create"/> makes it; null when the bytes are none.</summary>
    public TlsCertificate? Find(ReadOnlySpan<byte> der)
    {
        if (_known.Find(der) is { } known) return known;
        TlsCertificate? fact = CertificateFacts.Create(der);
        if (fact is not null) _known.Keep(der, fact);
        return fact;
    }
}
