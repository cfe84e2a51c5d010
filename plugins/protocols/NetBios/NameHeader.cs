using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.NetBios;

/// <summary>What a message of the name service begins with (RFC 1002 §4.2.1): the header of DNS with flags of its own.</summary>
static class NameHeader
{
    internal const ushort NameType = 0x20;
    internal const ushort StatusType = 0x21;

    /// <summary>Sent to all (the B flag).</summary>
    internal const int BroadcastFlag = 0x0010;

    const int ReservedFlags = 0x0060;
    const int NameAt = DnsHeader.Length;

    /// <summary>Whether a header and the length or most letters of a name are there: enough on the port, where one wants to see broken names too.</summary>
    internal static bool IsPlausibleOnPort(ReadOnlySpan<byte> bytes) =>
        bytes.Length > NameAt && (bytes[NameAt] == NetBiosName.EncodedLength || NetBiosName.HasMostLetters(bytes[(NameAt + 1)..])) && HasHeader(bytes);

    static bool HasHeader(ReadOnlySpan<byte> bytes)
    {
        if (!DnsHeader.TryRead(bytes, out DnsHeader header)) return false;
        if (OperationName(header.OpCode) is null || (header.Flags & ReservedFlags) != 0) return false;
        return header.Questions <= 1 && header.Records <= 64 && (header.Questions == 1 || (header.Answers > 0 && header.IsResponse));
    }

    /// <summary>Whether the bytes are a message, also off the port.</summary>
    internal static bool IsMessage(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        // The cheap refusal first: nearly everything else has another byte here.
        if (bytes.Length <= NameAt || bytes[NameAt] != NetBiosName.EncodedLength || !HasHeader(bytes)) return false;
        if (isTruncated && bytes.Length <= NameAt + NetBiosName.EncodedLength) return IsCutName(bytes[(NameAt + 1)..]);
        int position = NameAt;
        if (!NetBiosName.TryRead(bytes, ref position, out _)) return isTruncated && NetBiosName.IsAt(bytes, NameAt);
        if (position + 4 > bytes.Length) return isTruncated;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]);
        return type is NameType or StatusType or 1 or 2 or 10 && BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]) == 1;
    }

    /// <summary>The operations of RFC 1002 §4.2.1.1, with the second code for refresh and multi-homed registration; null for others.</summary>
    internal static string? OperationName(int code) => code switch
    {
        0 => "query", 5 => "registration", 6 => "release", 7 => "wack", 8 or 9 => "refresh", 15 => "multihomed_registration", _ => null,
    };

    /// <summary>The result codes of RFC 1002 §4.2.6 and §4.2.11.</summary>
    internal static string ResultName(int code) => code switch
    {
        0 => "NOERROR", 1 => "FORMERR", 2 => "SRVERR", 3 => "NAMERR", 4 => "IMPERR", 5 => "RFSERR", 6 => "ACTERR", 7 => "CFTERR",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"RCODE{code}"),
    };

    static bool IsCutName(ReadOnlySpan<byte> letters) => letters.Length >= 8 && letters.IndexOfAnyExceptInRange((byte)'A', (byte)'P') < 0;
}
