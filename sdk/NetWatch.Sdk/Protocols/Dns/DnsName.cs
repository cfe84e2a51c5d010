namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Names on the wire (RFC 1035 §3.1, §4.1.4): labels of at most 63 bytes, the rest of a name by a pointer.</summary>
public static class DnsName
{
    /// <summary>A name has at most 255 bytes on the wire (RFC 1035 §2.3.4), and so at most 127 labels.</summary>
    public const int MaxWireLength = 255;

    /// <summary>Characters that any name fits into: every byte as \DDD.</summary>
    public const int MaxTextLength = MaxWireLength * 4;

    /// <summary>More pointers than labels a name can have serve nothing but a loop.</summary>
    const int MaxJumps = 128;

    /// <summary>
    /// Passes over the name at <paramref name="position"/> without following pointers. False when the bytes end before the name, or a
    /// label has one of the two types that were never used (RFC 6891 §5).
    /// </summary>
    public static bool TrySkip(ReadOnlySpan<byte> message, ref int position)
    {
        int at = position, total = 0;
        while (at < message.Length)
        {
            int length = message[at];
            if (length == 0)
            {
                position = at + 1;
                return true;
            }

            if (length >= 0xC0)
            {
                if (at + 1 >= message.Length) return false;
                position = at + 2;
                return true;
            }

            total += length + 1;
            if (length > 63 || total >= MaxWireLength) return false;
            at += length + 1;
        }

        return false;
    }

    /// <summary>
    /// Writes the name at <paramref name="position"/> as text and moves past it. Loops, forward pointers without an end and bytes that
    /// run out give what was read up to there; false then. The text is never more than <see cref="MaxTextLength"/> characters.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int position, Span<char> text, out int written)
    {
        Span<byte> ascii = stackalloc byte[MaxTextLength];
        bool isWhole = TryRead(message, ref position, ascii, out written);
        for (int i = 0; i < written; i++) text[i] = (char)ascii[i];
        return isWhole;
    }

    /// <summary>The same as ASCII.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int position, Span<byte> text, out int written)
    {
        written = 0;
        int at = position, jumps = 0, total = 0;
        bool jumped = false;
        while (at < message.Length)
        {
            int length = message[at];
            if (length == 0)
            {
                if (!jumped) position = at + 1;
                return true;
            }

            if (length >= 0xC0)
            {
                if (at + 1 >= message.Length) return false;
                if (!jumped) position = at + 2;
                jumped = true;
                if (++jumps > MaxJumps) return false;
                at = (length & 0x3F) << 8 | message[at + 1];
                continue;
            }

            total += length + 1;
            if (length > 63 || total >= MaxWireLength || at + 1 + length > message.Length) return false;
            if (written > 0) text[written++] = (byte)'.';
            written += WriteLabel(message.Slice(at + 1, length), text[written..]);
            at += length + 1;
        }

        return false;
    }

    // A dot inside a label and the backslash itself are escaped, all that is not printable becomes \DDD (RFC 1035 §5.1).
    static int WriteLabel(ReadOnlySpan<byte> label, Span<byte> text)
    {
        int written = 0;
        foreach (byte value in label)
        {
            if (value is <= 0x20 or >= 0x7F)
            {
                text[written++] = (byte)'\\';
                text[written++] = (byte)('0' + value / 100);
                text[written++] = (byte)('0' + value / 10 % 10);
                text[written++] = (byte)('0' + value % 10);
                continue;
            }

            if (value is (byte)'.' or (byte)'\\') text[written++] = (byte)'\\';
            text[written++] = value;
        }

        return written;
    }
}
