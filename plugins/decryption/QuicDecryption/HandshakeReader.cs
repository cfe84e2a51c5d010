using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>
/// Reads the messages of one side at the Handshake level: the protocol that the server chose, and the certificate of either (RFC 8446 §4.3.1, §4.4.2).
/// </summary>
sealed class HandshakeReader(bool isClient)
{
    const byte EncryptedExtensions = 8;
    const byte Certificate = 11;
    const byte CompressedCertificate = 25;
    const int HeaderSize = 4;
    const int MaxHeld = 256 * 1024;

    readonly QuicReassembly _bytes = new(MaxHeld);
    bool _hasCertificate;

    internal void Reset()
    {
        _bytes.Reset();
        _hasCertificate = false;
    }

    /// <summary>Takes a CRYPTO frame; true when the chosen protocol was found, and told unless one was told before.</summary>
    internal bool OnCrypto(in QuicFrame frame, bool isTold, IPlaintextSink sink)
    {
        _bytes.TryAdd(frame.Offset, frame.Data);
        bool hasAlpn = false;
        while (true)
        {
            ReadOnlySpan<byte> there = _bytes.Available;
            if (there.Length < HeaderSize) return hasAlpn;
            int length = there[1] << 16 | there[2] << 8 | there[3];
            if (there.Length < HeaderSize + length) return hasAlpn;
            ReadOnlySpan<byte> body = there.Slice(HeaderSize, length);
            if (there[0] == EncryptedExtensions && !isClient) hasAlpn |= OnExtensions(body, isTold, sink);
            else if (there[0] is Certificate or CompressedCertificate) OnCertificate(body, there[0] == CompressedCertificate, sink);
            _bytes.Take(HeaderSize + length);
        }
    }

    static bool OnExtensions(ReadOnlySpan<byte> body, bool isTold, IPlaintextSink sink)
    {
        var reader = new ByteReader(body);
        if (!reader.TryReadVector16(out ReadOnlySpan<byte> extensions)) return false;
        var walk = new TlsExtensionReader(extensions);
        while (walk.TryRead(out ushort type, out ReadOnlySpan<byte> data))
        {
            if (type != TlsExtensionType.Alpn) continue;
            var list = new ByteReader(data);
            if (!list.TrySkip(2) || !list.TryReadVector8(out ReadOnlySpan<byte> protocol) || protocol.IsEmpty) return false;
            if (!isTold) sink.OnAlpn(protocol);
            return true;
        }

        return false;
    }

    void OnCertificate(ReadOnlySpan<byte> body, bool isCompressed, IPlaintextSink sink)
    {
        if (_hasCertificate || CertificateFacts.CreateFromMessage(body, isCompressed, "quic") is not { } certificate) return;
        _hasCertificate = true;
        sink.Publish(isClient ? new TlsClientCertificate { Carrier = "quic", Certificate = certificate } : certificate);
    }
}
