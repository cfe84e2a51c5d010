using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Makes facts of the messages that TLS 1.3, or a renegotiation, encrypts: what the server agreed to, and the certificates of both ends.</summary>
static class EncryptedMessages
{
    internal static void Read(ReadOnlySpan<byte> message, TlsSession session, bool isFromServer, IPlaintextSink sink)
    {
        if (message[0] is HandshakeType.Certificate or HandshakeType.CompressedCertificate) PublishCertificate(message, session, isFromServer, sink);
        else if (isFromServer && message[0] == HandshakeType.EncryptedExtensions) ReadExtensions(message[HandshakeReader.HeaderLength..], session, sink);
    }

    // RFC 8446 §4.3.1.
    static void ReadExtensions(ReadOnlySpan<byte> body, TlsSession session, IPlaintextSink sink)
    {
        var reader = new ByteReader(body);
        if (!reader.TryReadVector16(out ReadOnlySpan<byte> list)) return;
        var extensions = new TlsExtensionReader(list);
        session.RefusesEarlyData = true;
        while (extensions.TryRead(out ushort type, out ReadOnlySpan<byte> data))
        {
            if (type == TlsSession.EarlyData) session.RefusesEarlyData = false;
            if (type != TlsExtensionType.Alpn) continue;
            var names = new ByteReader(data);
            if (!names.TryReadUInt16(out _) || !names.TryReadVector8(out ReadOnlySpan<byte> alpn) || alpn.IsEmpty) continue;
            sink.OnAlpn(alpn);
            sink.Publish(new OpenFact("tls", "encrypted_extensions", [new("alpn", HelloFacts.Text(alpn))]));
        }
    }

    // A client that was asked may have none (RFC 8446 §4.4.2), and may be asked long after the handshake (§4.6.2). Up to TLS 1.2 only what a
    // renegotiation says is encrypted: then a list without a context and without extensions (RFC 5246 §7.4.2).
    static void PublishCertificate(ReadOnlySpan<byte> message, TlsSession session, bool isFromServer, IPlaintextSink sink)
    {
        ReadOnlySpan<byte> body = message[HandshakeReader.HeaderLength..];
        TlsCertificate? fact;
        if (session.Is13)
        {
            fact = CertificateFacts.CreateFromMessage(body, message[0] == HandshakeType.CompressedCertificate);
        }
        else
        {
            var reader = new ByteReader(body);
            fact = reader.TrySkip(3) && reader.TryReadVector24(out ReadOnlySpan<byte> certificate) ? CertificateFacts.Create(certificate) : null;
        }

        if (fact is not null) sink.Publish(isFromServer ? fact : new TlsClientCertificate { Certificate = fact });
    }
}
