namespace NetWatch.Sdk.Testing.Packets;

/// <summary>An MPLS label (RFC 3032 §2.1). The innermost one carries the bottom-of-stack bit.</summary>
sealed class MplsLayer(int label) : FrameLayer
{
    internal override ushort EtherType => 0x8847;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        byte bottom = next is MplsLayer ? (byte)0 : (byte)1;
        return [(byte)(label >> 12), (byte)(label >> 4), (byte)(label << 4 | bottom), 64, .. inner];
    }
}
