using System.Numerics;
using System.Runtime.Intrinsics;

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

    /// <summary>
    /// Where the first control byte is, or -1: everything below space, and DEL, but not a tab, which may stand for the space of a start line
    /// (RFC 9112 §3).
    /// </summary>
    internal static int IndexOfControl(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        for (; at + Vector128<byte>.Count <= bytes.Length; at += Vector128<byte>.Count)
        {
            Vector128<byte> sixteen = Vector128.Create(bytes.Slice(at, Vector128<byte>.Count));
            Vector128<byte> control = Vector128.LessThan(sixteen, Vector128.Create((byte)' ')) & ~Vector128.Equals(sixteen, Vector128.Create((byte)'\t'))
                | Vector128.Equals(sixteen, Vector128.Create((byte)0x7F));
            if (control != Vector128<byte>.Zero) return at + BitOperations.TrailingZeroCount(control.ExtractMostSignificantBits());
        }

        for (; at < bytes.Length; at++)
        {
            if (bytes[at] is < (byte)' ' and not (byte)'\t' or 0x7F) return at;
        }

        return -1;
    }

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
