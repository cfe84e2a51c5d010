namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>Text over several rows, broken at blanks. Allocates nothing.</summary>
public static class Paragraph
{
    /// <summary>
    /// Draws the text from the top and returns how many rows it took; what does not fit is cut with an ellipsis. Words longer than a
    /// row are broken where the row ends.
    /// </summary>
    public static int Draw(Surface surface, ReadOnlySpan<char> text, Style style = default)
    {
        int row = 0;
        while (!text.IsEmpty && row < surface.Height && surface.Width > 0)
        {
            int length = LineLength(text, surface.Width);
            bool isLast = row == surface.Height - 1;
            surface.WriteField(0, row++, surface.Width, isLast ? text : text[..length], style);
            text = text[length..].TrimStart(' ');
        }

        return row;
    }

    /// <summary>How many characters of the text go into a row of this width, at least 1 when there is any.</summary>
    public static int LineLength(ReadOnlySpan<char> text, int width)
    {
        int at = 0, used = 0, lastBlank = -1;
        // Characters without width count too, or a text of nothing else would be one endless line.
        int limit = 8 * Math.Max(1, width) + 64;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            used += CellWidth.Of(rune.Value);
            if (used > width || at >= limit) return lastBlank > 0 ? lastBlank : Math.Max(at, rune.Utf16SequenceLength);
            if (rune.Value == ' ') lastBlank = at;
            at += rune.Utf16SequenceLength;
        }

        return text.Length;
    }
}
