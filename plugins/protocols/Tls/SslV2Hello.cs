using System.Buffers.Binary;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Makes facts of the hellos of SSLv2 (draft-hickman-netscape-ssl-00 §2.5). The records were checked by <see cref="SslV2Shape"/>: their
/// lengths add up.
/// </summary>
static class SslV2Hello
{
    internal const ushort Version = 0x0002;

    const byte X509 = 1;
    const int KindLength = 3;

    internal static TlsClientHello ReadClient(ReadOnlySpan<byte> record)
    {
        ushort version = BinaryPrimitives.ReadUInt16BigEndian(record[3..]);
        return new TlsClientHello
        {
            LegacyVersion = version,
            Version = version,
            CipherSuites = ReadSuites(record.Slice(SslV2Shape.ClientFields, BinaryPrimitives.ReadUInt16BigEndian(record[5..]))),
        };
    }

    /// <summary>The server offers suites rather than choosing one, so the fact has none; its certificate is in the clear.</summary>
    internal static void PublishServer(ReadOnlySpan<byte> record, IFactSink facts)
    {
        facts.Publish(new TlsServerHello { Version = Version });
        if (record[4] != X509) return;
        TlsCertificate? certificate =
            CertificateFacts.Create(record.Slice(SslV2Shape.ServerFields, BinaryPrimitives.ReadUInt16BigEndian(record[7..])));
        if (certificate is not null) facts.Publish(certificate);
    }

    // Suites of SSLv3 and TLS have a zero in front of their two bytes (RFC 5246 appendix E.2); those of SSLv2 itself have no
    // number in the registry and are left out.
    static ushort[] ReadSuites(ReadOnlySpan<byte> kinds)
    {
        int count = 0, at = 0;
        for (int i = 0; i + KindLength <= kinds.Length; i += KindLength) count += kinds[i] == 0 ? 1 : 0;
        ushort[] suites = new ushort[count];
        for (int i = 0; i + KindLength <= kinds.Length; i += KindLength)
        {
            if (kinds[i] == 0) suites[at++] = BinaryPrimitives.ReadUInt16BigEndian(kinds[(i + 1)..]);
        }

        return suites;
    }
}
