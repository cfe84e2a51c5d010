using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A GTP-U header carrying a user packet (3GPP TS 29.281 §5.1, message type 255).</summary>
sealed class GtpULayer(uint tunnel) : FrameLayer
{
    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        byte[] header = [0x30, 255, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), checked((ushort)inner.Length));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), tunnel);
        return [.. header, .. inner];
    }
}
