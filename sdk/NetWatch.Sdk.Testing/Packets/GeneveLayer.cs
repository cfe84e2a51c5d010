namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A Geneve header (RFC 8926 §3.4) with one option, so that readers must honour its length.</summary>
sealed class GeneveLayer(int virtualNetwork) : FrameLayer
{
    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        ushort type = next?.EtherType ?? 0x6558;
        byte[] option = [0xFF, 0xFF, 0x01, 0x01, 0, 0, 0, 0];
        return
        [
            (byte)(option.Length / 4), 0, (byte)(type >> 8), (byte)type,
            (byte)(virtualNetwork >> 16), (byte)(virtualNetwork >> 8), (byte)virtualNetwork, 0, .. option, .. inner,
        ];
    }
}
