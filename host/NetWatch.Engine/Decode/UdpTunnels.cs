namespace NetWatch.Engine.Decode;

/// <summary>
/// Tunnels over UDP. A port is only a reason to look: what is inside counts once an IP header in it checks out, and until then
/// the datagram remains what it was.
/// </summary>
static class UdpTunnels
{
    const ushort Vxlan = 4789;
    const ushort VxlanGpe = 4790;
    // Linux used this one before there was a registered port, and some overlays still do.
    const ushort VxlanLinux = 8472;
    const ushort Geneve = 6081;
    const ushort GtpUser = 2152;
    const ushort Teredo = 3544;
    const ushort Ayiya = 5072;
    const ushort GreInUdp = 4754;
    const ushort CapwapData = 5247;
    const int Ipv6Protocol = 41;
    const int MaxGtpExtensions = 16;

    // One bit for each port modulo 64: the usual answer is no, and this gives it without a comparison for each port.
    const ulong PortFilter = 1UL << (Vxlan & 63) | 1UL << (VxlanGpe & 63) | 1UL << (VxlanLinux & 63) | 1UL << (Geneve & 63)
        | 1UL << (GtpUser & 63) | 1UL << (Teredo & 63)
        | 1UL << (Ayiya & 63) | 1UL << (GreInUdp & 63) | 1UL << (CapwapData & 63);

    /// <summary>Whether a datagram between these ports may be a tunnel.</summary>
    internal static bool MayBeTunnel(ushort source, ushort destination) =>
        ((PortFilter >> source | PortFilter >> destination) & 1) != 0 && (IsTunnelPort(source) || IsTunnelPort(destination));

    /// <summary>Goes into the tunnel when the cursor stands behind the UDP header of one.</summary>
    internal static Layer Read(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        DecodedPacket outer = packet;
        Layer inside = ReadHeader(ref cursor, IsTunnelPort(packet.DestinationPort) ? packet.DestinationPort : packet.SourcePort);
        if (inside < Layer.Ethernet) return Layer.Done;
        return cursor.TryEnterTunnel(outer) ? inside : Layer.TooDeep;
    }

    static bool IsTunnelPort(ushort port) =>
        port is Vxlan or VxlanGpe or VxlanLinux or Geneve or GtpUser or Teredo or Ayiya or GreInUdp or CapwapData;

    static Layer ReadHeader(ref LayerCursor cursor, ushort port) => port switch
    {
        Vxlan or VxlanGpe or VxlanLinux => ReadVxlan(ref cursor),
        Geneve => ReadGeneve(ref cursor),
        GtpUser => ReadGtp(ref cursor),
        Teredo => ReadTeredo(ref cursor),
        GreInUdp => Layer.Gre,
        CapwapData => ReadCapwap(ref cursor),
        _ => ReadAyiya(ref cursor),
    };

    // RFC 7348 §5: the I flag must be set. Other flags and the reserved fields should be zero but extensions use them, and some
    // senders fill them with anything; the frame inside is checked anyway. The generic protocol extension names what is inside
    // where the group policy extension, which excludes it, has the group.
    static Layer ReadVxlan(ref LayerCursor cursor)
    {
        if (!cursor.Has(8) || (cursor.Byte(0) & 0x08) == 0) return Layer.NotIp;
        bool mayNameNext = (cursor.Byte(0) & 0x84) == 0x04;
        Layer named = mayNameNext ? GreHeaders.NextInServiceChain(cursor.Byte(3)) : Layer.NotIp;
        cursor.Advance(8);
        return named == Layer.NotIp ? Layer.Ethernet : named;
    }

    // RFC 8926 §3.4.
    static Layer ReadGeneve(ref LayerCursor cursor)
    {
        if (!cursor.Has(8) || cursor.Byte(0) >> 6 != 0) return Layer.NotIp;
        int length = 8 + (cursor.Byte(0) & 0x3F) * 4;
        cursor.Next = cursor.UInt16(2);
        return EthernetHeaders.Skip(ref cursor, length, Layer.EtherType);
    }

    // 3GPP TS 29.281 §5.1: version 1, protocol type GTP, message type 255 (G-PDU). Anything else on the port is signalling.
    static Layer ReadGtp(ref LayerCursor cursor)
    {
        if (!cursor.Has(8) || (cursor.Byte(0) & 0xF0) != 0x30 || cursor.Byte(1) != 0xFF) return Layer.NotIp;
        int flags = cursor.Byte(0), length = cursor.UInt16(2);
        cursor.Advance(8);
        if (!cursor.TryLimit(length)) return Layer.NotIp;
        if ((flags & 0x07) == 0) return Layer.Ip;
        if (!cursor.Has(4)) return Layer.NotIp;
        int next = (flags & 0x04) != 0 ? cursor.Byte(3) : 0;
        cursor.Advance(4);
        for (int extensions = 0; next != 0; extensions++)
        {
            if (extensions == MaxGtpExtensions || !cursor.Has(1)) return Layer.NotIp;
            int extensionLength = cursor.Byte(0) * 4;
            if (extensionLength == 0 || !cursor.Has(extensionLength)) return Layer.NotIp;
            next = cursor.Byte(extensionLength - 1);
            cursor.Advance(extensionLength);
        }

        return Layer.Ip;
    }

    // RFC 4380 §5.1.1: authentication, then origin, both optional; what follows begins with the version nibble of IPv6.
    static Layer ReadTeredo(ref LayerCursor cursor)
    {
        if (cursor.Has(4) && cursor.UInt16(0) == 0x0001)
        {
            int length = 4 + cursor.Byte(2) + cursor.Byte(3) + 9;
            if (!cursor.Has(length)) return Layer.NotIp;
            cursor.Advance(length);
        }

        if (cursor.Has(8) && cursor.UInt16(0) == 0x0000) cursor.Advance(8);
        return cursor.Has(IPv6Headers.Length) && cursor.Byte(0) >> 4 == 6 ? Layer.IPv6 : Layer.NotIp;
    }

    // draft-massar-v6ops-ayiya §4: lengths of identity (a power of two) and signature (words), the operation, the next header.
    static Layer ReadAyiya(ref LayerCursor cursor)
    {
        const int Forward = 1;
        if (!cursor.Has(8) || (cursor.Byte(2) & 0x0F) != Forward || cursor.Byte(3) != Ipv6Protocol) return Layer.NotIp;
        int length = 8 + (1 << (cursor.Byte(0) >> 4)) + (cursor.Byte(1) >> 4) * 4;
        return EthernetHeaders.Skip(ref cursor, length, Layer.IPv6);
    }

    // RFC 5415 §4.3: version 0, not encrypted, a header length in words, then Ethernet or, when the T flag and the binding say so,
    // 802.11. Fragments and keep-alives carry no whole frame.
    static Layer ReadCapwap(ref LayerCursor cursor)
    {
        const int Fragmented = 0x80, KeepAlive = 0x08;
        if (!cursor.Has(8) || cursor.Byte(0) != 0 || (cursor.Byte(3) & (Fragmented | KeepAlive)) != 0) return Layer.NotIp;
        int length = (cursor.Byte(1) >> 3) * 4, binding = cursor.Byte(2) >> 1 & 0x1F;
        bool isNative = (cursor.Byte(2) & 1) != 0;
        if (length < 8 || isNative && binding != 1) return Layer.NotIp;
        return EthernetHeaders.Skip(ref cursor, length, isNative ? Layer.CapwapFrame : Layer.Ethernet);
    }
}
