namespace NetWatch.Plugins.Http;

/// <summary>Spaces and tabs around the parts of a message (OWS of RFC 9110 §5.6.3). By hand: the framework's way with two values is compiled in each run.</summary>
static class Blanks
{
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = 0;
        while (start < text.Length && IsBlank(text[start])) start++;
        return TrimEnd(text[start..]);
    }

    internal static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        int end = text.Length;
        while (end > 0 && IsBlank(text[end - 1])) end--;
        return text[..end];
    }

    static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';
}
