using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>An IPv6 header (RFC 8200 §3).</summary>
sealed class IPv6Layer(NetAddress source, NetAddress destination, byte? nextHeader) : FrameLayer
{
    internal override ushort EtherType => 0x86DD;

    internal override byte IpProtocol => 41;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        byte[] header = new byte[40];
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), checked((ushort)inner.Length));
        header[6] = nextHeader ?? next?.IpProtocol ?? 59;
        header[7] = 64;
        Write16(source, header.AsSpan(8));
        Write16(destination, header.AsSpan(24));
        return [.. header, .. inner];
    }

    internal byte[] PseudoHeader(int length, byte transport)
    {
        byte[] pseudo = new byte[40];
        Write16(source, pseudo);
        Write16(destination, pseudo.AsSpan(16));
        BinaryPrimitives.WriteUInt32BigEndian(pseudo.AsSpan(32), (uint)length);
        pseudo[39] = transport;
        return pseudo;
    }

    static void Write16(NetAddress address, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, address.High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], address.Low);
    }
}
