namespace NetWatch.Sdk.Testing.Packets;

sealed class EthernetLayer(byte[] destination, byte[] source, ushort? etherType) : FrameLayer
{
    internal override ushort EtherType => 0x6558;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        ushort type = etherType ?? next?.EtherType ?? 0;
        return [.. destination, .. source, (byte)(type >> 8), (byte)type, .. inner];
    }
}
