using System.Text;

namespace NetWatch.Plugins.Attribution.Processes;

/// <summary>Makes text of bytes that a process chose: bounded, and without characters that would steer a terminal.</summary>
public static class CleanText
{
    /// <summary>Decodes up to so many characters. Zero bytes part arguments and become spaces; what is no plain character becomes U+FFFD.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int longest)
    {
        // No character takes more than four bytes, so nothing that would be kept is cut off here.
        string text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, longest * 4)]).TrimEnd('\0');
        return Of(text, longest);
    }

    public static string Of(string text, int longest)
    {
        bool isClean = text.Length <= longest;
        for (int i = 0; isClean && i < text.Length; i++) isClean = !IsHarmful(text[i]);
        if (isClean) return text;
        var clean = new StringBuilder(Math.Min(text.Length, longest));
        foreach (char each in text.AsSpan(0, Math.Min(text.Length, longest)))
            clean.Append(each is '\0' or '\t' or '\n' ? ' ' : IsHarmful(each) ? '\uFFFD' : each);
        return clean.ToString();
    }

    // Control characters, and those that turn the direction of what follows.
    static bool IsHarmful(char each) =>
        char.IsControl(each) || each is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u2028' or '\u2029';
}
