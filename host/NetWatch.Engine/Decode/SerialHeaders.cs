namespace NetWatch.Engine.Decode;

/// <summary>PPP, Cisco HDLC and Frame Relay.</summary>
static class SerialHeaders
{
    const int UnnumberedInformation = 0x03;

    /// <summary>A PPP protocol field, with or without the address and control fields in front (RFC 1661, RFC 1662 §3.1).</summary>
    internal static Layer ReadPpp(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(2)) return cursor.Missing(2);
        if (cursor.UInt16(0) == 0xFF03) cursor.Advance(2);
        if (!cursor.Has(1)) return cursor.Missing(1);
        // Protocol numbers are odd in their last byte and even in the one before, so that one byte can be left out (RFC 1661 §6.5).
        int length = (cursor.Byte(0) & 1) != 0 ? 1 : 2;
        if (!cursor.Has(length)) return cursor.Missing(length);
        int protocol = length == 1 ? cursor.Byte(0) : cursor.UInt16(0);
        cursor.Advance(length);
        packet.NetworkOffset = cursor.Offset;
        return protocol switch
        {
            0x0021 => Layer.IPv4,
            0x0057 => Layer.IPv6,
            0x0281 or 0x0283 => Layer.Mpls,
            0x003D => ReadMultilink(ref cursor),
            _ => Layer.NotIp,
        };
    }

    /// <summary>PPP in HDLC-like framing; some devices write Cisco HDLC under the same link type.</summary>
    internal static Layer ReadPppHdlc(ref LayerCursor cursor)
    {
        if (!cursor.Has(2)) return cursor.Missing(2);
        return IsCiscoHdlc(cursor) ? Layer.CiscoHdlc : Layer.Ppp;
    }

    internal static Layer ReadCiscoHdlc(ref LayerCursor cursor)
    {
        if (!cursor.Has(4)) return cursor.Missing(4);
        if (!IsCiscoHdlc(cursor)) return cursor.UInt16(0) == 0xFF03 ? Layer.Ppp : Layer.NotIp;
        cursor.Next = cursor.UInt16(2);
        cursor.Advance(4);
        return Layer.EtherType;
    }

    /// <summary>A session packet of PPP over Ethernet (RFC 2516 §4).</summary>
    internal static Layer ReadPppoe(ref LayerCursor cursor)
    {
        if (!cursor.Has(6)) return cursor.Missing(6);
        if (cursor.Byte(0) != 0x11) return Layer.Malformed;
        if (cursor.Byte(1) != 0) return Layer.NotIp;
        int length = cursor.UInt16(4);
        cursor.Advance(6);
        return cursor.TryLimit(length) ? Layer.Ppp : Layer.Malformed;
    }

    /// <summary>Frame Relay with the encapsulation of RFC 2427, or that of Cisco.</summary>
    internal static Layer ReadFrameRelay(ref LayerCursor cursor)
    {
        // The lowest bit of each address byte tells whether it is the last; addresses have two to four.
        int length = 1;
        while (length <= 4 && cursor.Has(length) && (cursor.Byte(length - 1) & 1) == 0) length++;
        if (length is 1 or > 4) return Layer.Malformed;
        if (!cursor.Has(length + 2)) return cursor.Missing(length + 2);
        cursor.Advance(length);
        if (cursor.Byte(0) != UnnumberedInformation)
        {
            cursor.Next = cursor.UInt16(0);
            cursor.Advance(2);
            return Layer.EtherType;
        }

        cursor.Advance(1);
        // One byte of padding makes what follows even.
        if (cursor.Byte(0) == 0) cursor.Advance(1);
        if (!cursor.Has(1)) return cursor.Missing(1);
        int protocol = cursor.Byte(0);
        cursor.Advance(1);
        return protocol switch
        {
            0xCC => Layer.IPv4,
            0x8E => Layer.IPv6,
            0xCF => Layer.Ppp,
            0x80 => EthernetHeaders.ReadSnap(ref cursor),
            _ => Layer.NotIp,
        };
    }

    // RFC 1990 §3: a packet that is both the first and the last fragment is whole; others would need the bundle's other links.
    static Layer ReadMultilink(ref LayerCursor cursor)
    {
        if (!cursor.Has(4)) return cursor.Missing(4);
        if ((cursor.Byte(0) & 0xC0) != 0xC0) return Layer.NotIp;
        cursor.Advance(4);
        return Layer.Ppp;
    }

    static bool IsCiscoHdlc(in LayerCursor cursor) => cursor.Byte(0) is 0x0F or 0x8F && cursor.Byte(1) == 0;
}
