using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>Where a frame begins, by its link type; and the link types that capture tools made up.</summary>
static class LinkHeaders
{
    // As registered at tcpdump.org.
    const int Slip = 8;
    const int Fddi = 10;
    const int AtmRfc1483 = 100;
    const int AppleIpOverFireWire = 138;
    const int User2 = 149;
    const int IpOverInfiniBand = 242;

    const int NfLogPayload = 9;

    internal static Layer ReadLink(ref LayerCursor cursor)
    {
        switch ((LinkType)cursor.Next)
        {
            case LinkType.Ethernet: return Layer.Ethernet;
            case LinkType.Null or LinkType.Loop: return Layer.Loopback;
            case LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd: return Layer.Ip;
            case LinkType.IPv4: return Layer.IPv4;
            case LinkType.IPv6: return Layer.IPv6;
            case LinkType.LinuxSll: return Layer.LinuxSll;
            case LinkType.LinuxSll2: return Layer.LinuxSll2;
            case LinkType.Ppp or LinkType.PppHdlc: return Layer.PppHdlc;
            case LinkType.PppEthernet: return Layer.Pppoe;
            case LinkType.PppWithDirection: return ReadPppWithDirection(ref cursor);
            case LinkType.CiscoHdlc: return Layer.CiscoHdlc;
            case LinkType.FrameRelay: return Layer.FrameRelay;
            case LinkType.Ieee80211: return Layer.Ieee80211;
            case LinkType.Ieee80211Radiotap: return Layer.Radiotap;
            case LinkType.Ieee80211Prism: return Layer.Prism;
            case LinkType.Ppi: return Layer.Ppi;
            case LinkType.NfLog: return Layer.NfLog;
            // Apple wrote PKTAP under a user-defined number before it had its own; anybody may use that, so it has to look like it.
            case LinkType.PktAp: return Layer.PktAp;
            case (LinkType)User2: return LooksLikePktAp(cursor) ? Layer.PktAp : Layer.UnknownLink;
            case (LinkType)Slip: return EthernetHeaders.Skip(ref cursor, 16, Layer.Ip);
            case (LinkType)AtmRfc1483: return Layer.Llc;
            case (LinkType)Fddi: return EthernetHeaders.Skip(ref cursor, 13, Layer.Llc);
            // Two addresses of 8 and of 20 bytes; behind the type InfiniBand has two more that are reserved.
            case (LinkType)AppleIpOverFireWire: return ReadAddressed(ref cursor, addressLength: 16, reserved: 0);
            case (LinkType)IpOverInfiniBand: return ReadAddressed(ref cursor, addressLength: 40, reserved: 2);
            default: return Layer.UnknownLink;
        }
    }

    // The family is in the byte order of the machine that captured, which the file does not tell. Its values are small, so that
    // only one reading makes sense: 2 is IPv4 everywhere, IPv6 is 10 (Linux), 23 (Windows), 24, 28 or 30 (the BSDs and macOS).
    internal static Layer ReadLoopback(ref LayerCursor cursor)
    {
        if (!cursor.Has(4)) return cursor.Missing(4);
        uint family = cursor.UInt32(0);
        if (family > 0xFFFF) family = BinaryPrimitives.ReverseEndianness(family);
        cursor.Advance(4);
        if (family > 1500 && family <= 0xFFFF)
        {
            cursor.Next = (int)family;
            return Layer.EtherType;
        }

        return family switch
        {
            2 => Layer.IPv4,
            10 or 23 or 24 or 28 or 30 => Layer.IPv6,
            _ => Layer.NotIp,
        };
    }

    internal static Layer ReadLinuxSll(ref LayerCursor cursor)
    {
        if (!cursor.Has(16)) return cursor.Missing(16);
        int protocol = cursor.UInt16(14);
        cursor.Advance(16);
        return ReadLinuxProtocol(ref cursor, protocol);
    }

    internal static Layer ReadLinuxSll2(ref LayerCursor cursor)
    {
        if (!cursor.Has(20)) return cursor.Missing(20);
        int protocol = cursor.UInt16(0);
        cursor.Advance(20);
        return ReadLinuxProtocol(ref cursor, protocol);
    }

    /// <summary>A family, a version and a resource id, then attributes; the one that holds the packet is looked for.</summary>
    internal static Layer ReadNfLog(ref LayerCursor cursor)
    {
        if (!cursor.Has(4)) return cursor.Missing(4);
        cursor.Advance(4);
        while (cursor.Has(4))
        {
            // Length and type are in the byte order of the machine that captured. Type numbers are small, which tells it.
            bool littleEndian = (cursor.Byte(3) & 0x7F) == 0;
            int length = littleEndian ? cursor.UInt16LittleEndian(0) : cursor.UInt16(0);
            int type = (littleEndian ? cursor.UInt16LittleEndian(2) : cursor.UInt16(2)) & 0x7FFF;
            if (length < 4) return Layer.Malformed;
            if (type == NfLogPayload)
            {
                cursor.Advance(4);
                return cursor.TryLimit(length - 4) ? Layer.Ip : Layer.Malformed;
            }

            int padded = length + 3 & ~3;
            if (!cursor.Has(padded)) return cursor.Missing(padded);
            cursor.Advance(padded);
        }

        return cursor.WireAvailable >= 4 ? Layer.Cut : Layer.NotIp;
    }

    /// <summary>Apple's header with the process and the interface, in front of a frame of another link type.</summary>
    internal static Layer ReadPktAp(ref LayerCursor cursor)
    {
        if (!cursor.Has(12)) return cursor.Missing(12);
        bool isFirstVersion = IsFirstPktAp(cursor);
        uint length = isFirstVersion ? cursor.UInt32LittleEndian(0) : cursor.Byte(0);
        int link = isFirstVersion ? (int)Math.Min(cursor.UInt32LittleEndian(8), ushort.MaxValue) : cursor.UInt16LittleEndian(6);
        if (length < 12 || length > int.MaxValue) return Layer.Malformed;
        return ReadInnerLink(ref cursor, (int)length, link);
    }

    /// <summary>Per-Packet Information: a header of a told length, in front of a frame of another link type.</summary>
    internal static Layer ReadPpi(ref LayerCursor cursor)
    {
        if (!cursor.Has(8)) return cursor.Missing(8);
        int length = cursor.UInt16LittleEndian(2);
        int link = (int)Math.Min(cursor.UInt32LittleEndian(4), ushort.MaxValue);
        return length < 8 ? Layer.Malformed : ReadInnerLink(ref cursor, length, link);
    }

    static Layer ReadInnerLink(ref LayerCursor cursor, int headerLength, int link)
    {
        if (!cursor.Has(headerLength)) return cursor.Missing(headerLength);
        cursor.Advance(headerLength);
        cursor.Next = link;
        return Layer.Link;
    }

    // Linux writes its own numbers below the EtherTypes: 1 is Novell's raw 802.3, 4 is 802.2.
    static Layer ReadLinuxProtocol(ref LayerCursor cursor, int protocol)
    {
        if (protocol == 4) return Layer.Llc;
        if (protocol <= 1500) return Layer.NotIp;
        cursor.Next = protocol;
        return Layer.EtherType;
    }

    static Layer ReadPppWithDirection(ref LayerCursor cursor)
    {
        if (!cursor.Has(2)) return cursor.Missing(2);
        // The direction stands in place of the address field; a control field may follow.
        cursor.Advance(cursor.Byte(1) == 0x03 ? 2 : 1);
        return Layer.Ppp;
    }

    static Layer ReadAddressed(ref LayerCursor cursor, int addressLength, int reserved)
    {
        int length = addressLength + 2 + reserved;
        if (!cursor.Has(length)) return cursor.Missing(length);
        cursor.Next = cursor.UInt16(addressLength);
        cursor.Advance(length);
        return Layer.EtherType;
    }

    static bool LooksLikePktAp(in LayerCursor cursor) => cursor.Has(12) && IsFirstPktAp(cursor);

    // The first version: 32-bit length, 32-bit record type (0 or 1), 32-bit link type. The second packs byte-sized lengths.
    static bool IsFirstPktAp(in LayerCursor cursor) =>
        cursor.UInt32LittleEndian(0) is >= 44 and <= 1024 && cursor.UInt32LittleEndian(4) <= 1;
}
