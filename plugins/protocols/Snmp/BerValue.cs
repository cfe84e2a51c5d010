namespace NetWatch.Plugins.Snmp;

/// <summary>One encoded value: tag, content, and where it lies in the message.</summary>
readonly ref struct BerValue
{
    internal byte Tag { get; init; }

    internal ReadOnlySpan<byte> Content { get; init; }

    /// <summary>Where the tag stands.</summary>
    internal int Start { get; init; }

    /// <summary>Where the content begins.</summary>
    internal int ContentStart { get; init; }

    internal int End => ContentStart + Content.Length;

    /// <summary>The content as a signed number of at most eight bytes, or null.</summary>
    internal long? Integer
    {
        get
        {
            if (Content.Length is 0 or > 8) return null;
            long value = (sbyte)Content[0];
            foreach (byte next in Content[1..]) value = value << 8 | next;
            return value;
        }
    }

    /// <summary>The content as an unsigned number; a leading zero may make it nine bytes long.</summary>
    internal ulong? Unsigned
    {
        get
        {
            ReadOnlySpan<byte> digits = Content.Length == 9 && Content[0] == 0 ? Content[1..] : Content;
            if (digits.Length is 0 or > 8) return null;
            ulong value = 0;
            foreach (byte next in digits) value = value << 8 | next;
            return value;
        }
    }
}
