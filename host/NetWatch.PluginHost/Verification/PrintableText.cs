using System.Globalization;
using System.Text;

namespace NetWatch.PluginHost.Verification;

/// <summary>Text out of files that strangers wrote, made safe for a terminal.</summary>
static class PrintableText
{
    /// <summary>Whether text has no character that a terminal could take for a command or that turns its direction.</summary>
    public static bool IsClean(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsPrintable(rune)) return false;
        }

        return true;
    }

    /// <summary>The text with every such character as <c>·</c>, cut to a length.</summary>
    public static string Clean(string text, int longest)
    {
        if (text.Length <= longest && IsClean(text)) return text;
        var cleaned = new StringBuilder(Math.Min(text.Length, longest));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (cleaned.Length >= longest) return cleaned.Append('…').ToString();
            cleaned.Append(IsPrintable(rune) ? rune.ToString() : "·");
        }

        return cleaned.ToString();
    }

    static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.Surrogate) && rune != Rune.ReplacementChar;
}
