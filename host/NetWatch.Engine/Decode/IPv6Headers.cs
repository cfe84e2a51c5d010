using NetWatch.Engine.Fragments;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>The IPv6 header and its extension headers (RFC 8200).</summary>
static class IPv6Headers
{
    internal const int Length = 40;
    internal const int HopByHop = 0;
    internal const int NoNextHeader = 59;
    // Real packets have a handful; more would only cost time.
    const int MaxExtensions = 16;
    const byte JumboOption = 0xC2;

    internal static Layer Read(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(Length)) return cursor.Missing(Length);
        if (cursor.Byte(0) >> 4 != 6) return Layer.Malformed;
        int length = cursor.UInt16(4), next = cursor.Byte(6);
        // Zero is written by segmentation offload and in jumbograms: then the packet goes on to the end of what carries it.
        bool isUnstated = length == 0 && next != NoNextHeader;
        if (isUnstated && cursor.IsUnproven) return Layer.Malformed;
        if (!isUnstated && !cursor.TryLimit(Length + length))
        {
            if (cursor.IsUnproven) return Layer.Malformed;
            cursor.ExtendWire(Length + length);
        }

        packet.Source = NetAddress.FromBytes(cursor.Rest.Slice(8, 16));
        packet.Destination = NetAddress.FromBytes(cursor.Rest.Slice(24, 16));
        IpProtocols.Accept(ref cursor, ref packet, EthernetHeaders.IPv6);
        cursor.Advance(Length);
        cursor.Next = next;
        if (isUnstated && next == HopByHop) LimitJumbogram(ref cursor);
        return Layer.IpProtocol;
    }

    /// <summary>Passes over an extension header that gives its length in units of eight bytes, not counting the first.</summary>
    internal static Layer SkipExtension(ref LayerCursor cursor)
    {
        if (!TryCount(ref cursor)) return Layer.TooDeep;
        if (!cursor.Has(2)) return cursor.Missing(2);
        int length = (cursor.Byte(1) + 1) * 8;
        return Pass(ref cursor, length);
    }

    /// <summary>The authentication header, which counts words of four bytes, less two (RFC 4302 §2.2). Also used with IPv4.</summary>
    internal static Layer SkipAuthentication(ref LayerCursor cursor)
    {
        if (!TryCount(ref cursor)) return Layer.TooDeep;
        if (!cursor.Has(2)) return cursor.Missing(2);
        return Pass(ref cursor, (cursor.Byte(1) + 2) * 4);
    }

    internal static Layer ReadFragment(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!TryCount(ref cursor)) return Layer.TooDeep;
        if (!cursor.Has(8)) return cursor.Missing(8);
        int field = cursor.UInt16(2), next = cursor.Byte(0);
        // RFC 6946: a fragment that is the whole datagram has nothing to do with any other.
        if ((field & 0xFFF9) == 0) return Pass(ref cursor, 8);
        // RFC 8200 §4.5: the protocol is not part of the key, and the first fragment tells it.
        var key = new FragmentKey(packet.Source, packet.Destination, cursor.UInt32(4), Protocol: 0, IsIPv6: true);
        packet.IpProtocol = (byte)next;
        var piece = new Fragment
        {
            Header = cursor.Bytes.Slice(packet.NetworkOffset, Length),
            Data = cursor.Rest[8..],
            WireLength = cursor.WireAvailable - 8,
            Offset = field & 0xFFF8,
            HasMore = (field & 1) != 0,
            NextHeader = (byte)next,
        };
        return IpProtocols.Reassemble(ref cursor, ref packet, key, piece) ? Layer.IPv6 : Layer.Done;
    }

    static bool TryCount(ref LayerCursor cursor) => ++cursor.ExtensionHeaders <= MaxExtensions;

    static Layer Pass(ref LayerCursor cursor, int length)
    {
        if (!cursor.Has(length)) return cursor.Missing(length);
        cursor.Next = cursor.Byte(0);
        cursor.Advance(length);
        return Layer.IpProtocol;
    }

    // RFC 2675: the real length stands in an option of the hop-by-hop header, which comes first.
    static void LimitJumbogram(ref LayerCursor cursor)
    {
        if (!cursor.Has(8)) return;
        int end = Math.Min((cursor.Byte(1) + 1) * 8, cursor.Available);
        for (int at = 2; at + 1 < end; at += cursor.Byte(at) == 0 ? 1 : 2 + cursor.Byte(at + 1))
        {
            if (cursor.Byte(at) != JumboOption || cursor.Byte(at + 1) != 4 || at + 6 > end) continue;
            uint length = cursor.UInt32(at + 2);
            // One that does not fit is left unbelieved: the packet then goes on to the end of what carries it.
            if (length <= int.MaxValue) cursor.TryLimit((int)length);
            return;
        }
    }
}
