namespace NetWatch.Sdk.Testing.Packets;

/// <summary>The header of LINKTYPE_LINUX_SLL: packet type, ARPHRD_ETHER, a six-byte address and the EtherType.</summary>
sealed class LinuxSllLayer : FrameLayer
{
    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        ushort type = next?.EtherType ?? 0;
        return [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, (byte)(type >> 8), (byte)type, .. inner];
    }
}
