namespace NetWatch.Engine.Decode;

/// <summary>Ethernet and what may stand between it and IP.</summary>
static class EthernetHeaders
{
    internal const int IPv4 = 0x0800;
    internal const int IPv6 = 0x86DD;
    internal const int TransparentEthernet = 0x6558;
    const int CiscoMetaData = 0x8909;
    const int MaxLength = 1500;

    internal static Layer ReadEthernet(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(14)) return cursor.Missing(14);
        int type = cursor.UInt16(12);
        cursor.Advance(14);
        return ReadTypeOrLength(ref cursor, ref packet, type);
    }

    internal static Layer ReadEtherType(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        packet.EtherType = (ushort)cursor.Next;
        packet.NetworkOffset = cursor.Offset;
        switch (cursor.Next)
        {
            case IPv4: return Layer.IPv4;
            case IPv6: return Layer.IPv6;
            case 0x8100 or 0x88A8 or 0x9100 or 0x9200 or 0x9300: return ReadVlan(ref cursor, ref packet);
            case 0x8847 or 0x8848: return Layer.Mpls;
            case 0x8864: return Layer.Pppoe;
            case TransparentEthernet: return Layer.Ethernet;
            case 0x880B: return Layer.Ppp;
            case 0x8870: return Layer.Llc;
            case 0x894F: return Layer.Nsh;
            // Provider backbone bridging (802.1ah): 32 bits with the service id, then a whole Ethernet frame.
            case 0x88E7: return Skip(ref cursor, 4, Layer.Ethernet);
            // Bridge port extension (802.1BR) and VN-Tag: a tag, then the type of what follows.
            case 0x893F: return ReadTag(ref cursor, ref packet, 8);
            case 0x8926: return ReadTag(ref cursor, ref packet, 6);
            case 0x88E5: return ReadMacSec(ref cursor, ref packet);
            case CiscoMetaData: return ReadCiscoMetaData(ref cursor, ref packet);
            default: return Layer.NotIp;
        }
    }

    /// <summary>IEEE 802.2, with SNAP where it says so.</summary>
    internal static Layer ReadLlc(ref LayerCursor cursor)
    {
        if (!cursor.Has(3)) return cursor.Missing(3);
        int saps = cursor.UInt16(0);
        if (cursor.Byte(2) != 0x03) return Layer.NotIp;
        if (saps == 0x0606) return Skip(ref cursor, 3, Layer.Ip);
        if (saps != 0xAAAA) return Layer.NotIp;
        cursor.Advance(3);
        return ReadSnap(ref cursor);
    }

    /// <summary>A three-byte organisation, then a number that it gave out.</summary>
    internal static Layer ReadSnap(ref LayerCursor cursor)
    {
        if (!cursor.Has(5)) return cursor.Missing(5);
        uint organisation = cursor.UInt32(0) >> 8;
        cursor.Next = cursor.UInt16(3);
        cursor.Advance(5);
        // 0x0000F8 is what RFC 1042 bridges wrote for some EtherTypes (802.1H).
        if (organisation is 0 or 0x0000F8) return Layer.EtherType;
        // RFC 2427: bridged Ethernet, with (1) or without (7) its frame check sequence.
        return organisation == 0x0080C2 && cursor.Next is 1 or 7 ? Layer.Ethernet : Layer.NotIp;
    }

    internal static Layer Skip(ref LayerCursor cursor, int count, Layer next)
    {
        if (!cursor.Has(count)) return cursor.Missing(count);
        cursor.Advance(count);
        return next;
    }

    static Layer ReadVlan(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(4)) return cursor.Missing(4);
        packet.VlanId = (ushort)(cursor.UInt16(0) & 0x0FFF);
        return ReadTag(ref cursor, ref packet, 4);
    }

    static Layer ReadTag(ref LayerCursor cursor, ref DecodedPacket packet, int length)
    {
        if (!cursor.Has(length)) return cursor.Missing(length);
        int type = cursor.UInt16(length - 2);
        cursor.Advance(length);
        return ReadTypeOrLength(ref cursor, ref packet, type);
    }

    // IEEE 802.1AE: frames whose integrity is protected but that are not encrypted can be read.
    static Layer ReadMacSec(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        const int Encrypted = 0x0C, HasChannelId = 0x20;
        if (!cursor.Has(1)) return cursor.Missing(1);
        int control = cursor.Byte(0);
        return (control & Encrypted) != 0 ? Layer.NotIp : ReadTag(ref cursor, ref packet, (control & HasChannelId) != 0 ? 16 : 8);
    }

    // A version, a length in words of four bytes, the options (the group tag of the sender), then the type of what follows.
    static Layer ReadCiscoMetaData(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(2)) return cursor.Missing(2);
        return cursor.Byte(0) == 1 ? ReadTag(ref cursor, ref packet, 2 + cursor.Byte(1) * 4 + 2) : Layer.NotIp;
    }

    // IEEE 802.3 §3.2.6: up to 1500 it is the length of an LLC frame, and what follows behind that is padding.
    static Layer ReadTypeOrLength(ref LayerCursor cursor, ref DecodedPacket packet, int type)
    {
        if (type > MaxLength)
        {
            cursor.Next = type;
            return ReadEtherType(ref cursor, ref packet);
        }

        packet.EtherType = 0;
        packet.NetworkOffset = cursor.Offset;
        return cursor.TryLimit(type) ? Layer.Llc : Layer.Malformed;
    }
}
