namespace NetWatch.Plugins.Snmp;

/// <summary>Object identifiers as dotted numbers (X.690 §8.19). At most 128 numbers of 32 bits (RFC 2578 §3.5); what breaks that ends the text.</summary>
static class ObjectId
{
    const int MaxNumbers = 128;

    // Ten digits and a dot each, two numbers in the first, and the mark of what is cut.
    const int MaxText = (MaxNumbers + 1) * 11 + 1;

    internal static string Text(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return "";
        Span<char> text = stackalloc char[MaxText];
        int length = 0, numbers = 0;
        ulong number = 0;
        foreach (byte part in content)
        {
            number = number << 7 | (uint)(part & 0x7F);
            if (number > uint.MaxValue || numbers == MaxNumbers) return Cut(text, length);
            if ((part & 0x80) != 0) continue;
            if (numbers++ == 0)
            {
                uint first = Math.Min(2, (uint)number / 40);
                Append(text, ref length, first);
                number -= first * 40;
            }

            text[length++] = '.';
            Append(text, ref length, (uint)number);
            number = 0;
        }

        // The last number has no end.
        return (content[^1] & 0x80) != 0 ? Cut(text, length) : new string(text[..length]);
    }

    static string Cut(Span<char> text, int length)
    {
        text[length] = '…';
        return new string(text[..(length + 1)]);
    }

    static void Append(Span<char> text, ref int length, uint number)
    {
        int digits = 1;
        for (uint rest = number; rest >= 10; rest /= 10) digits++;
        for (int at = length + digits - 1; at >= length; at--, number /= 10) text[at] = (char)('0' + number % 10);
        length += digits;
    }
}
