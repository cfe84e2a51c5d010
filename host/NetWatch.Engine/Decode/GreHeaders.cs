namespace NetWatch.Engine.Decode;

/// <summary>GRE (RFC 2784, RFC 2890, RFC 1701), its PPTP variant (RFC 2637), and what only travels inside it.</summary>
static class GreHeaders
{
    const int ChecksumPresent = 0x8000;
    const int RoutingPresent = 0x4000;
    const int KeyPresent = 0x2000;
    const int SequencePresent = 0x1000;
    const int AcknowledgmentPresent = 0x0080;
    const int VersionMask = 0x0007;
    const int PppProtocol = 0x880B;
    const int ErspanProtocol = 0x88BE;
    const int ErspanIIIProtocol = 0x22EB;
    const int WccpProtocol = 0x883E;
    const int MaxSourceRoutes = 16;

    internal static Layer Read(ref LayerCursor cursor)
    {
        if (!cursor.Has(4)) return cursor.Missing(4);
        int flags = cursor.UInt16(0), protocol = cursor.UInt16(2);
        if ((flags & VersionMask) == 1) return ReadPptp(ref cursor, flags, protocol);
        if ((flags & VersionMask) != 0) return Layer.NotIp;
        bool hasRouting = (flags & RoutingPresent) != 0;
        int length = 4 + ((flags & (ChecksumPresent | RoutingPresent)) != 0 ? 4 : 0)
            + ((flags & KeyPresent) != 0 ? 4 : 0) + ((flags & SequencePresent) != 0 ? 4 : 0);
        if (!cursor.Has(length)) return cursor.Missing(length);
        cursor.Advance(length);
        if (hasRouting && SkipRoutes(ref cursor) is Layer stop and not Layer.Gre) return stop;
        switch (protocol)
        {
            // The first version of ERSPAN has no header of its own and no sequence number.
            case ErspanProtocol: return (flags & SequencePresent) != 0 ? Layer.ErspanII : Layer.Ethernet;
            case ErspanIIIProtocol: return Layer.ErspanIII;
            case WccpProtocol: return ReadWccp(ref cursor);
            default:
                cursor.Next = protocol;
                return Layer.EtherType;
        }
    }

    internal static Layer ReadErspanII(ref LayerCursor cursor)
    {
        if (!cursor.Has(8)) return cursor.Missing(8);
        if (cursor.Byte(0) >> 4 != 1) return Layer.NotIp;
        cursor.Advance(8);
        return Layer.Ethernet;
    }

    internal static Layer ReadErspanIII(ref LayerCursor cursor)
    {
        if (!cursor.Has(12)) return cursor.Missing(12);
        if (cursor.Byte(0) >> 4 != 2) return Layer.NotIp;
        // The last bit tells of eight more bytes that depend on the platform; the frame type is 0 for Ethernet, 2 for IP.
        int frameType = cursor.Byte(10) >> 2 & 0x1F;
        int length = (cursor.Byte(11) & 1) != 0 ? 20 : 12;
        if (frameType is not (0 or 2)) return Layer.NotIp;
        return EthernetHeaders.Skip(ref cursor, length, frameType == 0 ? Layer.Ethernet : Layer.Ip);
    }

    /// <summary>The network service header (RFC 8300 §2.2).</summary>
    internal static Layer ReadNsh(ref LayerCursor cursor)
    {
        if (!cursor.Has(8)) return cursor.Missing(8);
        int length = (cursor.Byte(1) & 0x3F) * 4, next = cursor.Byte(3);
        if (cursor.Byte(0) >> 6 != 0 || length < 8) return Layer.Malformed;
        return EthernetHeaders.Skip(ref cursor, length, NextInServiceChain(next));
    }

    /// <summary>The numbers that NSH and VXLAN-GPE share for what follows.</summary>
    internal static Layer NextInServiceChain(int next) => next switch
    {
        1 => Layer.IPv4,
        2 => Layer.IPv6,
        3 => Layer.Ethernet,
        4 => Layer.Nsh,
        5 => Layer.Mpls,
        _ => Layer.NotIp,
    };

    // Source routes are a list of address family, offset and length, ended by one of length zero.
    static Layer SkipRoutes(ref LayerCursor cursor)
    {
        for (int routes = 0; routes < MaxSourceRoutes; routes++)
        {
            if (!cursor.Has(4)) return cursor.Missing(4);
            int length = cursor.Byte(3);
            if (!cursor.Has(4 + length)) return cursor.Missing(4 + length);
            cursor.Advance(4 + length);
            if (length == 0) return Layer.Gre;
        }

        return Layer.TooDeep;
    }

    static Layer ReadPptp(ref LayerCursor cursor, int flags, int protocol)
    {
        if (protocol != PppProtocol || (flags & KeyPresent) == 0) return Layer.NotIp;
        int headerLength = 8 + ((flags & SequencePresent) != 0 ? 4 : 0) + ((flags & AcknowledgmentPresent) != 0 ? 4 : 0);
        if (!cursor.Has(headerLength)) return cursor.Missing(headerLength);
        int payloadLength = cursor.UInt16(4);
        cursor.Advance(headerLength);
        return cursor.TryLimit(payloadLength) ? Layer.Ppp : Layer.Malformed;
    }

    // The redirect header of version 2 begins with its own flags; version 1 had none, so that IP follows at once.
    static Layer ReadWccp(ref LayerCursor cursor)
    {
        if (!cursor.Has(5)) return cursor.Missing(5);
        if (cursor.Byte(0) >> 4 is not (4 or 6)) cursor.Advance(4);
        return Layer.Ip;
    }
}
