using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A TCP header (RFC 9293 §3.1).</summary>
sealed class TcpLayer(ushort sourcePort, ushort destinationPort, uint sequence, uint acknowledgement, TcpFlags flags, ushort window, byte[] options)
    : FrameLayer
{
    internal override byte IpProtocol => 6;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        int headerLength = 20 + (options.Length + 3) / 4 * 4;
        byte[] segment = new byte[headerLength + inner.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), acknowledgement);
        segment[12] = (byte)(headerLength / 4 << 4);
        segment[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), window);
        options.CopyTo(segment, 20);
        inner.CopyTo(segment, headerLength);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(16), TransportChecksum.Of(segment, 6, network));
        return segment;
    }
}
