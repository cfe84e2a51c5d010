namespace NetWatch.Plugins.Ssh;

/// <summary>The identification string (RFC 4253 §4.2): <c>SSH-protoversion-softwareversion SP comments</c>.</summary>
static class VersionLine
{
    /// <summary>How many bytes suffice to know the shape: the longest version number that is believed is <c>1.99</c>.</summary>
    const int MaxVersion = 5;

    internal static ReadOnlySpan<byte> Mark => "SSH-"u8;

    /// <summary>Whether the bytes begin with an identification string: null while more of them must come.</summary>
    internal static bool? IsAt(ReadOnlySpan<byte> bytes)
    {
        int known = Math.Min(bytes.Length, Mark.Length);
        if (!bytes[..known].SequenceEqual(Mark[..known])) return false;
        bool hasDot = false;
        for (int at = Mark.Length; at < Mark.Length + MaxVersion; at++)
        {
            if (at >= bytes.Length) return null;
            byte value = bytes[at];
            if (value == '-') return hasDot && char.IsAsciiDigit((char)bytes[at - 1]);
            bool isDot = value == '.' && !hasDot && at > Mark.Length;
            if (!isDot && !char.IsAsciiDigit((char)value)) return false;
            hasDot |= isDot;
        }

        return false;
    }

    /// <summary>Takes a whole line apart.</summary>
    internal static void Split(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> version, out ReadOnlySpan<byte> software, out ReadOnlySpan<byte> comments)
    {
        line = line[Mark.Length..];
        int hyphen = line.IndexOf((byte)'-');
        version = hyphen < 0 ? line : line[..hyphen];
        software = hyphen < 0 ? default : line[(hyphen + 1)..];
        int space = software.IndexOf((byte)' ');
        comments = space < 0 ? default : software[(space + 1)..];
        if (space >= 0) software = software[..space];
    }
}
