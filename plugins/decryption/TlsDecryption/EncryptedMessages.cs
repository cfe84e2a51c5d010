using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Makes facts of the messages that only TLS 1.3 encrypts: what the server agreed to, and its certificate.</summary>
static class EncryptedMessages
{
    internal static void Read(ReadOnlySpan<byte> message, TlsSession session, bool isFromServer, IPlaintextSink sink)
    {
        if (!isFromServer) return;
        ReadOnlySpan<byte> body = message[HandshakeReader.HeaderLength..];
        if (message[0] == HandshakeType.EncryptedExtensions) ReadExtensions(body, session, sink);
        else if (message[0] == HandshakeType.Certificate) PublishCertificate(body, sink);
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

    // RFC 8446 §4.4.2: a context, then a list of certificates with extensions, that of the sender first.
    static void PublishCertificate(ReadOnlySpan<byte> body, IPlaintextSink sink)
    {
        var reader = new ByteReader(body);
        if (reader.TryReadVector8(out _) && reader.TryReadUInt24(out _) && reader.TryReadVector24(out ReadOnlySpan<byte> certificate)
            && CertificateFacts.Create(certificate) is { } fact) sink.Publish(fact);
    }
}
