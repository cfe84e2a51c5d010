using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>The Certificate message up to TLS 1.2 (RFC 5246 §7.4.2): a list with the certificate of the sender first.</summary>
static class CertificateMessage
{
    /// <summary>Publishes the first certificate, when there is one and it can be read.</summary>
    internal static void Publish(ReadOnlySpan<byte> body, RecentCertificates known, IFactSink facts)
    {
        if (TryReadFirst(body, out ReadOnlySpan<byte> certificate) && known.Find(certificate) is { } fact) facts.Publish(fact);
    }

    /// <summary>The same of a client that was asked for one; it may have none.</summary>
    internal static void PublishClient(ReadOnlySpan<byte> body, RecentCertificates known, IFactSink facts)
    {
        if (TryReadFirst(body, out ReadOnlySpan<byte> certificate) && known.Find(certificate) is { } fact)
            facts.Publish(new TlsClientCertificate { Certificate = fact });
    }

    internal static bool TryReadFirst(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> certificate)
    {
        var reader = new ByteReader(body);
        certificate = default;
        return reader.TryReadUInt24(out _) && reader.TryReadVector24(out certificate) && certificate.Length > 0;
    }
}
