using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.NetBios;

/// <summary>The header of the datagram service (RFC 1002 §4.4.1): type, flags, id, sender, and behind it names by type.</summary>
readonly struct DatagramHeader
{
    /// <summary>Where the names of a datagram with data begin, behind length and offset.</summary>
    internal const int NamesAt = 14;

    /// <summary>Where the name of a query begins.</summary>
    internal const int QueryNameAt = 10;

    const byte Direct = 0x10;
    const byte Broadcast = 0x12;
    const byte Error = 0x13;
    const byte LastType = 0x16;

    DatagramHeader(ReadOnlySpan<byte> bytes)
    {
        Type = bytes[0];
        Flags = bytes[1];
        Id = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        Source = NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
        SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]);
    }

    internal byte Type { get; }

    internal byte Flags { get; }

    internal ushort Id { get; }

    internal NetAddress Source { get; }

    internal ushort SourcePort { get; }

    /// <summary>Whether it carries data from one name to another.</summary>
    internal bool HasData => Type is >= Direct and <= Broadcast;

    /// <summary>Whether it is a query for a datagram distribution server, or the answer.</summary>
    internal bool IsQuery => Type is > Error and <= LastType;

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out DatagramHeader header)
    {
        header = default;
        // RFC 1002 §4.4.1: four of the flags are reserved.
        if (bytes.Length < QueryNameAt || bytes[0] is < Direct or > LastType || (bytes[1] & 0xF0) != 0) return false;
        header = new DatagramHeader(bytes);
        return true;
    }

    internal static bool IsMessage(ReadOnlySpan<byte> bytes, bool isTruncated, bool onPort)
    {
        if (!TryRead(bytes, out DatagramHeader header)) return false;
        if (header.IsQuery) return NetBiosName.IsAt(bytes, QueryNameAt);
        if (!header.HasData) return onPort && bytes.Length == QueryNameAt + 1;
        if (NetBiosName.IsAt(bytes, NamesAt)) return true;
        // Broken names are what one wants to see on the port; the length that the header gives is right then.
        if (onPort && bytes.Length > NamesAt && BinaryPrimitives.ReadUInt16BigEndian(bytes[QueryNameAt..]) == bytes.Length - NamesAt) return true;
        return isTruncated && onPort && bytes.Length <= NamesAt + NetBiosName.EncodedLength;
    }

    internal static string TypeName(byte type) => type switch
    {
        0x10 => "direct_unique", 0x11 => "direct_group", 0x12 => "broadcast", 0x13 => "error", 0x14 => "query", 0x15 => "positive_response",
        _ => "negative_response",
    };

    internal static string NodeName(int flags) => (flags >> 2 & 3) switch { 0 => "B", 1 => "P", 2 => "M", _ => "NBDD" };
}
