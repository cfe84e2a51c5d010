using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>An IPv4 header without options (RFC 791 §3.1).</summary>
/// <param name="source">Sender.</param>
/// <param name="destination">Receiver.</param>
/// <param name="identification">The identification field.</param>
/// <param name="fragment">Flags and offset as they stand in the header; 0x4000 is "don't fragment".</param>
/// <param name="protocol">The protocol number, or null for that of the layer inside.</param>
sealed class IPv4Layer(NetAddress source, NetAddress destination, ushort identification, ushort fragment, byte? protocol) : FrameLayer
{
    internal override ushort EtherType => 0x0800;

    internal override byte IpProtocol => 4;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        byte[] header = new byte[20];
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), checked((ushort)(20 + inner.Length)));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), identification);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), fragment);
        header[8] = 64;
        header[9] = protocol ?? next?.IpProtocol ?? 59;
        source.Write(header.AsSpan(12));
        destination.Write(header.AsSpan(16));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), InternetChecksum.Of(header));
        return [.. header, .. inner];
    }

    internal byte[] PseudoHeader(int length, byte transport)
    {
        byte[] pseudo = new byte[12];
        source.Write(pseudo);
        destination.Write(pseudo.AsSpan(4));
        pseudo[9] = transport;
        BinaryPrimitives.WriteUInt16BigEndian(pseudo.AsSpan(10), (ushort)length);
        return pseudo;
    }
}
