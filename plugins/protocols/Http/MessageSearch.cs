namespace NetWatch.Plugins.Http;

/// <summary>Finds the start of a message in the middle of a stream, after a loss or when the flow was joined late.</summary>
/// <remarks>
/// Senders begin a message with a segment as a rule, so the start of the bytes is tried first; inside them a message counts only at
/// the start of a line, or a body that quotes one would be taken for it.
/// </remarks>
static class MessageSearch
{
    /// <summary>Where a message begins, or -1.</summary>
    internal static int Find(ReadOnlySpan<byte> bytes)
    {
        if (IsStart(bytes)) return 0;
        for (int from = 1; from < bytes.Length;)
        {
            int found = bytes[from..].IndexOf("HTTP/1."u8);
            if (found < 0) return -1;
            int at = from + found;
            // Lines that begin before the last hit were judged with it: looking back further would make this quadratic.
            int lineFeed = bytes[(from - 1)..at].LastIndexOf((byte)'\n');
            if (lineFeed >= 0 && IsStart(bytes[(from + lineFeed)..])) return from + lineFeed;
            from = at + 7;
        }

        return -1;
    }

    static bool IsStart(ReadOnlySpan<byte> bytes)
    {
        if (StartLine.IsResponse(bytes) != false) return true;
        int method = StartLine.TokenLength(bytes);
        if (method == 0 || method >= bytes.Length - 1 || bytes[method] != ' ') return false;
        if (HttpMethods.Find(bytes[..method]) is not { } name) return false;
        byte first = bytes[method + 1];
        return first is (byte)'/' or (byte)'*' || name == "CONNECT" || (first | 0x20) == 'h';
    }
}
