namespace NetWatch.Engine.Decode;

/// <summary>MPLS label stacks (RFC 3032) and the Ethernet pseudo-wires they carry (RFC 4448).</summary>
static class MplsHeaders
{
    const int MaxLabels = 16;

    internal static Layer Read(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        for (int labels = 0; labels < MaxLabels; labels++)
        {
            if (!cursor.Has(4)) return cursor.Missing(4);
            bool isBottom = (cursor.Byte(2) & 1) != 0;
            cursor.Advance(4);
            if (isBottom) return ReadBelow(ref cursor, ref packet);
        }

        return Layer.TooDeep;
    }

    // The stack does not say what is below. An IP packet is told by its header; otherwise it may be an Ethernet pseudo-wire, with
    // or without a control word, told by the type of its frame. RFC 4385 §3 keeps the first nibble of a control word 0 so that it
    // is never taken for IP, but a frame without one begins with a MAC address, which may look like anything.
    static Layer ReadBelow(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(1)) return cursor.Missing(1);
        if (LooksLikeIp(cursor)) return Layer.Ip;
        bool hasControlWord = cursor.Byte(0) >> 4 == 0 && LooksLikeEthernet(cursor, 4);
        if (!hasControlWord && !LooksLikeEthernet(cursor, 0)) return Layer.NotIp;
        if (!cursor.TryEnterTunnel(packet)) return Layer.TooDeep;
        if (hasControlWord) cursor.Advance(4);
        return Layer.Ethernet;
    }

    static bool LooksLikeIp(in LayerCursor cursor)
    {
        int version = cursor.Byte(0) >> 4;
        if (version == 4)
        {
            return cursor.Has(20) && (cursor.Byte(0) & 0x0F) >= 5
                && cursor.UInt16(2) >= 20 && cursor.UInt16(2) <= cursor.WireAvailable;
        }

        return version == 6 && cursor.Has(40) && cursor.UInt16(4) <= cursor.WireAvailable - 40;
    }

    static bool LooksLikeEthernet(in LayerCursor cursor, int at)
    {
        if (!cursor.Has(at + 14)) return false;
        int type = cursor.UInt16(at + 12);
        return type is EthernetHeaders.IPv4 or EthernetHeaders.IPv6 or 0x0806 or 0x8100 or 0x88A8 or 0x9100 or 0x8847 or 0x8864 or 0x8863
            || type is > 0 and <= 1500 && type <= cursor.WireAvailable - at - 14;
    }
}
