namespace NetWatch.Sdk.Testing.Packets;

/// <summary>IEEE 802.1Q tag, or the outer one of 802.1ad.</summary>
sealed class VlanLayer(ushort id, ushort tagType) : FrameLayer
{
    internal override ushort EtherType => tagType;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        ushort type = next?.EtherType ?? 0;
        return [(byte)(id >> 8 & 0x0F), (byte)id, (byte)(type >> 8), (byte)type, .. inner];
    }
}
