using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A UDP header (RFC 768).</summary>
sealed class UdpLayer(ushort sourcePort, ushort destinationPort) : FrameLayer
{
    internal override byte IpProtocol => 17;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        byte[] datagram = new byte[8 + inner.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), destinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), checked((ushort)datagram.Length));
        inner.CopyTo(datagram, 8);
        ushort checksum = TransportChecksum.Of(datagram, 17, network);
        // Zero would say "no checksum" (RFC 768), so it is sent as all ones.
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(6), checksum == 0 && network is not null ? (ushort)0xFFFF : checksum);
        return datagram;
    }
}
