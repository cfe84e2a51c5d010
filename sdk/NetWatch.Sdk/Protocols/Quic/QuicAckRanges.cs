using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>Walks the ranges of packet numbers that an ACK frame acknowledges, from the highest down (RFC 9000 §19.3.1). Lives as long as the frame.</summary>
public ref struct QuicAckRanges
{
    ByteReader _reader;
    ulong _left;
    long _next;
    bool _isFirst;

    /// <summary>Starts at the highest range.</summary>
    /// <param name="frame">A frame of type <see cref="QuicFrameType.Ack"/>.</param>
    public QuicAckRanges(in QuicFrame frame)
    {
        _reader = new ByteReader(frame.Data);
        _next = (long)frame.Value;
        _isFirst = true;
        if (!QuicVarInt.TryRead(ref _reader, out _left)) _next = -1;
    }

    /// <summary>Takes the next range; false at the end, and when the numbers would be below 0.</summary>
    public bool TryRead(out long low, out long high)
    {
        (low, high) = (0, _next);
        if (_next < 0) return false;
        if (!_isFirst)
        {
            if (_left-- == 0 || !QuicVarInt.TryRead(ref _reader, out ulong gap)) return Stop();
            high = _next - (long)gap - 2;
        }

        _isFirst = false;
        if (!QuicVarInt.TryRead(ref _reader, out ulong length)) return Stop();
        low = high - (long)length;
        if (low < 0 || high < 0) return Stop();
        _next = low;
        return true;
    }

    bool Stop()
    {
        _next = -1;
        return false;
    }
}
