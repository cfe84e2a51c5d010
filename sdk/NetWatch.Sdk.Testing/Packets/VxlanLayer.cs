namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A VXLAN header (RFC 7348 §5); an Ethernet frame follows.</summary>
sealed class VxlanLayer(int virtualNetwork) : FrameLayer
{
    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next) =>
        [0x08, 0, 0, 0, (byte)(virtualNetwork >> 16), (byte)(virtualNetwork >> 8), (byte)virtualNetwork, 0, .. inner];
}
