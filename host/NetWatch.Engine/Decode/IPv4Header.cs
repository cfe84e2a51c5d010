using NetWatch.Engine.Fragments;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>The IPv4 header (RFC 791).</summary>
static class IPv4Header
{
    const int MinimumLength = 20;
    const int MoreFragments = 0x2000;
    const int OffsetMask = 0x1FFF;

    /// <summary>IPv4 or IPv6, where only the version field tells which.</summary>
    internal static Layer ReadEither(ref LayerCursor cursor)
    {
        if (!cursor.Has(1)) return cursor.Missing(1);
        return (cursor.Byte(0) >> 4) switch
        {
            4 => Layer.IPv4,
            6 => Layer.IPv6,
            _ => Layer.NotIp,
        };
    }

    internal static Layer Read(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(MinimumLength)) return cursor.Missing(MinimumLength);
        int headerLength = (cursor.Byte(0) & 0x0F) * 4, length = cursor.UInt16(2);
        if (cursor.Byte(0) >> 4 != 4 || headerLength < MinimumLength) return Layer.Malformed;
        // Segmentation offload: a host sees its own packets before the card cuts them up and writes their lengths.
        if (length == 0 && !cursor.IsUnproven) length = cursor.WireAvailable;
        if (length < headerLength) return Layer.Malformed;
        if (!cursor.TryLimit(length))
        {
            if (cursor.IsUnproven) return Layer.Malformed;
            cursor.ExtendWire(length);
        }

        packet.Source = NetAddress.FromIPv4(cursor.UInt32(12));
        packet.Destination = NetAddress.FromIPv4(cursor.UInt32(16));
        IpProtocols.Accept(ref cursor, ref packet, EthernetHeaders.IPv4);
        cursor.Next = cursor.Byte(9);
        packet.IpProtocol = (byte)cursor.Next;
        int fragment = cursor.UInt16(6);
        if (!cursor.Has(headerLength)) return cursor.Missing(headerLength);
        if ((fragment & (MoreFragments | OffsetMask)) != 0) return ReadFragment(ref cursor, ref packet, headerLength, fragment);
        cursor.Advance(headerLength);
        return Layer.IpProtocol;
    }

    static Layer ReadFragment(ref LayerCursor cursor, ref DecodedPacket packet, int headerLength, int fragment)
    {
        var key = new FragmentKey(packet.Source, packet.Destination, cursor.UInt16(4), packet.IpProtocol, IsIPv6: false);
        var piece = new Fragment
        {
            Header = cursor.Rest[..headerLength],
            Data = cursor.Rest[headerLength..],
            WireLength = cursor.WireAvailable - headerLength,
            Offset = (fragment & OffsetMask) * 8,
            HasMore = (fragment & MoreFragments) != 0,
            NextHeader = packet.IpProtocol,
        };
        return IpProtocols.Reassemble(ref cursor, ref packet, key, piece) ? Layer.IPv4 : Layer.Done;
    }
}
