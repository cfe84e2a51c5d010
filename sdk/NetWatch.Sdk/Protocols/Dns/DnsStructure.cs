using System.Buffers.Binary;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Whether bytes hang together as a DNS message.</summary>
public static class DnsStructure
{
    /// <summary>
    /// What a message on its own port must have at least. Broken names and cut tails are let through: they are what one wants to see
    /// there, but zero fill, tunnels and other protocols on port 53 are not.
    /// </summary>
    public static bool IsPlausibleOnPort(ReadOnlySpan<byte> message, bool isTruncated)
    {
        if (!DnsHeader.TryRead(message, out DnsHeader header)) return false;
        if (header.OpCode is 3 or > 6 || header.HasReservedBit) return false;
        bool hasRoom = isTruncated || header.IsCutShort || header.LeastLength <= message.Length;
        if (header.Questions == 0) return hasRoom && IsPlausibleWithoutQuestion(message, header);
        // A count of one with flags that fit, or a question that can be read, is as much as chance does not give; other counts may be anything then.
        if (header.Questions == 1 && header.OpCode == 0 && header.ResponseCode <= 5) return true;
        int position = DnsHeader.Length;
        if (TrySkipQuestion(message, ref position, out _)) return true;
        position = DnsHeader.Length;
        return hasRoom && header.Questions <= 64 && HasName(message, ref position);
    }

    // Responses to broken queries carry a header alone (RFC 1035 §7.3 leaves it open), multicast ones never repeat the question.
    static bool IsPlausibleWithoutQuestion(ReadOnlySpan<byte> message, in DnsHeader header)
    {
        if (header.Records == 0) return message.Length == DnsHeader.Length && (header.IsResponse || header.OpCode != 0);
        int position = DnsHeader.Length;
        return HasName(message, ref position) && position + 10 <= message.Length;
    }

    static bool HasName(ReadOnlySpan<byte> message, ref int position) => DnsName.TrySkip(message, ref position);

    /// <summary>
    /// The whole message, for ports that say nothing: one question of a known type and class, printable labels, records that fit, and
    /// nothing behind them.
    /// </summary>
    /// <param name="message">The message, or its beginning.</param>
    /// <param name="isWhole">Whether the message ends with the bytes; otherwise what is there must fit.</param>
    /// <param name="onPort">Whether a header of unknown operation is let through, the port speaking for it.</param>
    public static bool IsMessage(ReadOnlySpan<byte> message, bool isWhole, bool onPort)
    {
        if (!DnsHeader.TryRead(message, out DnsHeader header)) return false;
        if (!HasStrictHeader(header) && !(onPort && header.Questions == 1)) return false;
        if (isWhole && header.LeastLength > message.Length) return false;
        int position = DnsHeader.Length;
        for (int i = 0; i < header.Questions; i++)
        {
            if (!TrySkipQuestion(message, ref position, out bool fits)) return fits && !isWhole;
        }

        for (int i = 0; i < header.Records; i++)
        {
            if (!TrySkipRecord(message, ref position, out bool fits)) return fits && !isWhole;
        }

        return position == message.Length;
    }

    /// <summary>Whether a header alone, of a message of the given length, rules DNS out already.</summary>
    public static bool HasPlausibleHeader(ReadOnlySpan<byte> message, int length, bool onPort)
    {
        if (!DnsHeader.TryRead(message, out DnsHeader header)) return false;
        if (!onPort) return HasStrictHeader(header) && header.LeastLength <= length;
        return header.OpCode is not 3 and <= 6 && !header.HasReservedBit && (header.IsCutShort || header.LeastLength <= length);
    }

    static bool HasStrictHeader(in DnsHeader header)
    {
        if (header.HasReservedBit || header.OpCode is not (0 or 4 or 5) || header.Questions != 1) return false;
        if (header.IsResponse) return header.ResponseCode <= 10 && header.Records <= 512;
        bool isPlainQuery = header.OpCode == 0 && header.Answers == 0 && header.Authorities <= 1;
        return header.ResponseCode == 0 && header.Additionals <= 3 && (isPlainQuery || header.OpCode != 0 && header.Records <= 64);
    }

    /// <summary>Passes over a question. <paramref name="fits"/>: whether what is there looks like one, also when it is cut.</summary>
    static bool TrySkipQuestion(ReadOnlySpan<byte> message, ref int position, out bool fits)
    {
        if (!TrySkipPrintableName(message, ref position, out fits)) return false;
        if (position + 4 > message.Length) return false;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(message[position..]);
        ushort kind = BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
        position += 4;
        fits = IsKnownType(type) && kind is 1 or 3 or 4 or 255;
        return fits;
    }

    static bool TrySkipRecord(ReadOnlySpan<byte> message, ref int position, out bool fits)
    {
        int start = position;
        if (!TrySkipPrintableName(message, ref position, out fits)) return false;
        if (position + 10 > message.Length) return false;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(message[position..]);
        ushort kind = BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(message[(position + 8)..]);
        position += 10;
        // The class of OPT is a size (RFC 6891 §6.1.2). An update deletes with empty data and the classes NONE and ANY (RFC 2136 §2.5).
        fits = type == 41 || IsKnownType(type) && kind is 1 or 3 or 4 or 254 or 255;
        fits |= type == 0 && kind == 0 && position == start + 11 && position + length == message.Length && IsPadding(message[position..]);
        fits &= length == 0 || type != 1 || length == 4;
        fits &= length == 0 || type != 28 || length == 16;
        if (!fits || position + length > message.Length) return false;
        position += length;
        return true;
    }

    // RFC 7830: option 12. Clients of DNSCrypt that ask for a certificate put it into a record of the root without type and class.
    static bool IsPadding(ReadOnlySpan<byte> options) => BinaryPrimitives.TryReadUInt16BigEndian(options, out ushort option) && option == 12;

    static bool TrySkipPrintableName(ReadOnlySpan<byte> message, ref int position, out bool fits)
    {
        int at = position, total = 0;
        fits = true;
        while (at < message.Length)
        {
            int length = message[at];
            if (length == 0)
            {
                position = at + 1;
                fits = !IsNetBiosName(message[position..], at - total, total, message);
                return fits;
            }

            if (length >= 0xC0)
            {
                if (at + 1 >= message.Length) return false;
                int target = (length & 0x3F) << 8 | message[at + 1];
                fits = target >= DnsHeader.Length && target < at;
                position = at + 2;
                return fits;
            }

            total += length + 1;
            fits = length <= 63 && total < DnsName.MaxWireLength;
            int end = Math.Min(at + 1 + length, message.Length);
            if (fits) fits = message[(at + 1)..end].IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0;
            if (!fits) return false;
            at += length + 1;
        }

        position = message.Length;
        return false;
    }

    // RFC 1001 §14.1: a first label of 32 letters A to P. Off its port the same bytes would pass for a query of type SRV.
    static bool IsNetBiosName(ReadOnlySpan<byte> rest, int start, int total, ReadOnlySpan<byte> message) =>
        total >= 33 && message[start] == 32 && rest.Length >= 2 && rest[0] == 0 && rest[1] is 0x20 or 0x21
        && message.Slice(start + 1, 32).IndexOfAnyExceptInRange((byte)'A', (byte)'P') < 0;

    // IANA "Resource Record (RR) TYPEs"; 32 is left out, being NB of NetBIOS (RFC 1002 §4.2.1.1) as a rule.
    static bool IsKnownType(ushort type) =>
        type is >= 1 and <= 31 or >= 33 and <= 66 or 99 or >= 104 and <= 109 or >= 249 and <= 260 or 32768 or 32769;
}
