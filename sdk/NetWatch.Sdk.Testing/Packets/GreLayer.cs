namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A GRE header without options (RFC 2784 §2.1).</summary>
sealed class GreLayer : FrameLayer
{
    internal override byte IpProtocol => 47;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        ushort type = next?.EtherType ?? 0;
        return [0, 0, (byte)(type >> 8), (byte)type, .. inner];
    }
}
