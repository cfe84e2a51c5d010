using System.Buffers;

namespace NetWatch.Engine.Ring;

/// <summary>Bytes of one direction up to the end of a packet, in a pooled buffer.</summary>
sealed class StreamBytes : IDisposable
{
    int _length;

    internal byte[] Buffer { get; private set; } = [];

    internal int PacketStart { get; private set; }

    internal bool StartsAtFirstByte { get; private set; }

    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, _length);

    internal static StreamBytes Rent(int length, int packetStart, bool startsAtFirstByte) => new()
    {
        Buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length)),
        _length = length,
        PacketStart = packetStart,
        StartsAtFirstByte = startsAtFirstByte,
    };

    /// <summary>The bytes of one packet alone.</summary>
    internal static StreamBytes Rent(ReadOnlySpan<byte> packet, bool startsAtFirstByte)
    {
        StreamBytes stream = Rent(packet.Length, 0, startsAtFirstByte);
        packet.CopyTo(stream.Buffer);
        return stream;
    }

    public void Dispose()
    {
        if (Buffer.Length > 0) ArrayPool<byte>.Shared.Return(Buffer);
        Buffer = [];
        _length = 0;
    }
}
