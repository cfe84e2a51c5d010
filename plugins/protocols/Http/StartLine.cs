using System.Buffers;

namespace NetWatch.Plugins.Http;

/// <summary>Recognises the first line of a request or response (RFC 9112 §3, §4) in bytes that may end anywhere.</summary>
static class StartLine
{
    /// <summary>Longest method taken for one; the longest registered has 17 letters ("UPDATEREDIRECTREF").</summary>
    internal const int MaxMethodLength = 32;

    /// <summary>"HTTP/1.1 200": what a response must begin with.</summary>
    const int ResponseLength = 12;

    // A bit for each byte below 128 that is of a token. By hand: the framework's search for what is not among values is compiled in each run.
    const ulong LowTokenBytes = 0x03FF_6CFA_0000_0000, HighTokenBytes = 0x57FF_FFFF_C7FF_FFFE;

    // Everything below space, and DEL: a tab may stand for the space of a start line (RFC 9112 §3), the others end it.
    static readonly SearchValues<byte> ControlBytes = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>How many bytes of the start of <paramref name="bytes"/> are of a token (RFC 9110 §5.6.2).</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="most">Counting ends here; by itself with the first that no method can have.</param>
    internal static int TokenLength(ReadOnlySpan<byte> bytes, int most = MaxMethodLength + 1)
    {
        int length = 0, end = Math.Min(bytes.Length, most);
        while (length < end && IsToken(bytes[length])) length++;
        return length;
    }

    static bool IsToken(byte value) => value < 128 && ((value < 64 ? LowTokenBytes : HighTokenBytes) >> (value & 63) & 1) != 0;

    /// <summary>Where the first control byte but a tab is, or -1.</summary>
    internal static int IndexOfControl(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny(ControlBytes);

    /// <summary>How many bytes of empty lines come first, eight at most (RFC 9112 §2.2 asks for at least one line).</summary>
    internal static int LeadingEmptyLines(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && at < 8 && bytes[at] is (byte)'\r' or (byte)'\n') at++;
        return at;
    }

    /// <summary>Whether a response begins here: true or false, or null when more bytes are needed to tell.</summary>
    internal static bool? IsResponse(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> name = "HTTP/"u8;
        int common = Math.Min(bytes.Length, name.Length);
        if (!bytes[..common].SequenceEqual(name[..common])) return false;
        for (int i = name.Length; i < Math.Min(bytes.Length, ResponseLength); i++)
        {
            bool fits = i switch { 6 => bytes[i] == '.', 8 => bytes[i] == ' ', _ => char.IsAsciiDigit((char)bytes[i]) };
            if (!fits) return false;
        }

        return bytes.Length < ResponseLength ? null : true;
    }

    /// <summary>How many bytes <see cref="IsResponse"/> needs for a final answer.</summary>
    internal static int BytesForResponse => ResponseLength;

    /// <summary>Where " HTTP/d.d" begins in a line, or -1.</summary>
    internal static int IndexOfVersion(ReadOnlySpan<byte> line)
    {
        int from = 0;
        while (true)
        {
            int found = line[from..].IndexOf(" HTTP/"u8);
            if (found < 0) return -1;
            from += found;
            ReadOnlySpan<byte> number = line[(from + 6)..];
            if (number.Length < 3) return -1;
            if (char.IsAsciiDigit((char)number[0]) && number[1] == '.' && char.IsAsciiDigit((char)number[2])) return from;
            from += 6;
        }
    }
}
