using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>The IPv6 fragment header (RFC 8200 §4.5).</summary>
/// <param name="offsetAndFlags">Offset in units of eight bytes shifted left by three, and the M flag in the lowest bit.</param>
/// <param name="identification">The identification field.</param>
/// <param name="nextHeader">The protocol number, or null for that of the layer inside.</param>
sealed class IPv6FragmentLayer(ushort offsetAndFlags, uint identification, byte? nextHeader) : FrameLayer
{
    internal override byte IpProtocol => 44;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        byte[] header = new byte[8];
        header[0] = nextHeader ?? next?.IpProtocol ?? 59;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), offsetAndFlags);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), identification);
        return [.. header, .. inner];
    }
}
