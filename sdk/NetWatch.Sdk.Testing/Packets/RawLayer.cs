namespace NetWatch.Sdk.Testing.Packets;

/// <summary>Bytes of a header that the builder does not know.</summary>
sealed class RawLayer(byte[] bytes, ushort etherType, byte ipProtocol) : FrameLayer
{
    internal override ushort EtherType => etherType;

    internal override byte IpProtocol => ipProtocol;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next) => [.. bytes, .. inner];
}
