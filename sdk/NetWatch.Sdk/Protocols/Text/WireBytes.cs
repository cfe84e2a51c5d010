namespace NetWatch.Sdk.Protocols.Text;

/// <summary>
/// Small steps on bytes from the wire that the framework does too, but in generic code that is compiled in each run. Pure functions, any thread.
/// </summary>
public static class WireBytes
{
    /// <summary>The bytes without those of one value at either end.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes, byte value) => TrimStart(TrimEnd(bytes, value), value);

    /// <summary>The bytes without those of one value at their beginning.</summary>
    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> bytes, byte value)
    {
        int start = 0;
        while (start < bytes.Length && bytes[start] == value) start++;
        return bytes[start..];
    }

    /// <summary>The bytes without those of one value at their end.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> bytes, byte value)
    {
        int end = bytes.Length;
        while (end > 0 && bytes[end - 1] == value) end--;
        return bytes[..end];
    }

    /// <summary>Whether a value is among those of a short list.</summary>
    public static bool Contains(ReadOnlySpan<ulong> values, ulong value)
    {
        foreach (ulong known in values)
        {
            if (known == value) return true;
        }

        return false;
    }

    /// <summary>The bytes as pairs of hex digits in small letters.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        const int Piece = 64;
        if (bytes.Length > Piece) return string.Concat(Hex(bytes[..Piece]), Hex(bytes[Piece..]));
        Span<char> text = stackalloc char[Piece * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = (char)"0123456789abcdef"u8[bytes[i] >> 4];
            text[2 * i + 1] = (char)"0123456789abcdef"u8[bytes[i] & 15];
        }

        return new string(text[..(2 * bytes.Length)]);
    }
}
