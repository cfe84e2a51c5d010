using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>A client's Initial packet without its protection, for the screen: made of the packet alone.</summary>
sealed class OpenedInitial : IDisposable
{
    readonly QuicInitialKeys _keys;
    readonly byte[] _plaintext;
    readonly HandshakeStream _stream = new();

    OpenedInitial(QuicInitialKeys keys, byte[] plaintext, long packetNumber)
    {
        _keys = keys;
        _plaintext = plaintext;
        PacketNumber = packetNumber;
        var frames = new QuicFrameReader(plaintext);
        while (frames.TryRead(out QuicFrame frame))
        {
            if (frame.Type == QuicFrameType.Crypto) _stream.Add(frame.Offset, frame.Data);
        }
    }

    internal long PacketNumber { get; }

    internal ReadOnlySpan<byte> Plaintext => _plaintext;

    /// <summary>Opens a packet with the keys of its own connection id; null when those are not the right ones, as behind the first answer.</summary>
    internal static OpenedInitial? TryOpen(in QuicLongHeader header, ReadOnlySpan<byte> packet)
    {
        if (!header.IsWhole || header.PacketNumberOffset == 0) return null;
        if (QuicInitialKeys.TryDerive(header.Version, header.DestinationId) is not { } keys) return null;
        byte[] plaintext = new byte[packet.Length];
        if (keys.Client.TryOpen(packet, header.PacketNumberOffset, plaintext, out long number, out int length))
            return new OpenedInitial(keys, plaintext[..length], number);
        keys.Dispose();
        return null;
    }

    /// <summary>Reads the hello when this packet has its beginning up to the extensions.</summary>
    internal bool TryGetHello(out ClientHelloView hello)
    {
        hello = default;
        if (_stream.TryPeek(out byte type, out ReadOnlySpan<byte> body)) return type == HandshakeStream.ClientHello && ClientHelloView.TryParse(body, out hello);
        return _stream.PartialType == HandshakeStream.ClientHello && ClientHelloView.TryParse(_stream.Partial, out hello);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _stream.Reset();
    }
}
