namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A PPPoE session header with the PPP protocol field (RFC 2516 §4, RFC 1332, RFC 5072).</summary>
sealed class PppoeLayer(ushort session) : FrameLayer
{
    internal override ushort EtherType => 0x8864;

    internal override byte[] Wrap(byte[] inner, FrameLayer? network, FrameLayer? next)
    {
        int length = inner.Length + 2;
        byte protocol = next?.EtherType == 0x86DD ? (byte)0x57 : (byte)0x21;
        return [0x11, 0, (byte)(session >> 8), (byte)session, (byte)(length >> 8), (byte)length, 0, protocol, .. inner];
    }
}
