namespace NetWatch.Plugins.Http;

/// <summary>Where the parts of a message lie in bytes that hold it from its start on.</summary>
readonly struct MessageLayout
{
    MessageLayout(int start, int headEnd, int end, bool hasBlankLine, bool isWhole)
    {
        IsWhole = isWhole;
        Start = start;
        HeadEnd = headEnd;
        End = end;
        IsHeadComplete = hasBlankLine;
    }

    internal int Start { get; }

    /// <summary>Behind the blank line that ends the head.</summary>
    internal int HeadEnd { get; }

    /// <summary>Behind the body, or the end of the bytes when the body goes on.</summary>
    internal int End { get; }

    internal bool IsHeadComplete { get; }

    /// <summary>Whether the body is there to its end.</summary>
    internal bool IsWhole { get; }

    /// <summary>Measures the message that begins at <paramref name="start"/>. False when none begins there.</summary>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, int start, MessageHead head, out MessageLayout layout)
    {
        layout = default;
        start += StartLine.LeadingEmptyLines(bytes[start..]);
        int at = start;
        if (!TryLine(bytes, ref at, out ReadOnlySpan<byte> line) && line.IsEmpty || !head.TryStart(line, isCut: false)) return false;
        bool hasBlankLine = false;
        while (!hasBlankLine && at < bytes.Length && TryLine(bytes, ref at, out line))
        {
            hasBlankLine = line.IsEmpty;
            if (!hasBlankLine) head.AddField(line);
        }

        bool isWhole = false;
        int end = hasBlankLine ? EndOfBody(bytes, at, head, out isWhole) : bytes.Length;
        layout = new MessageLayout(start, hasBlankLine ? at : bytes.Length, end, hasBlankLine, isWhole);
        return true;
    }

    /// <summary>Takes a line and moves behind its end. False for a last line that has no end.</summary>
    internal static bool TryLine(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> line)
    {
        int length = bytes[at..].IndexOf((byte)'\n');
        line = length < 0 ? bytes[at..] : bytes.Slice(at, length);
        at = length < 0 ? bytes.Length : at + length + 1;
        if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
        return length >= 0;
    }

    static int EndOfBody(ReadOnlySpan<byte> bytes, int at, MessageHead head, out bool isWhole)
    {
        isWhole = true;
        MessageFraming framing = head.Framing;
        ReadOnlySpan<byte> rest = bytes[at..];
        // Whether a response answers HEAD can't be seen from its own direction; another start line where its body would be says so.
        bool isBodiless = head.Status is >= 100 and < 200 or 204 or 304 || !rest.IsEmpty && StartLine.IsResponse(rest) == true;
        if (isBodiless) return at;
        BodyReader body = framing.IsChunked ? BodyReader.Chunked
            : framing.HasCoding || framing.IsUnusable ? BodyReader.UntilClose
            : framing.Length >= 0 ? BodyReader.WithLength(framing.Length)
            : head.IsResponse ? BodyReader.UntilClose : BodyReader.WithLength(0);
        body.Read(ref rest);
        isWhole = body.IsComplete;
        return body.IsBroken ? bytes.Length : bytes.Length - rest.Length;
    }
}
