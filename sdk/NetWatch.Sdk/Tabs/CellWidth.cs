using System.Globalization;

namespace NetWatch.Sdk.Tabs;

/// <summary>How many cells a character takes in a terminal (Unicode Standard Annex #11, wide and fullwidth).</summary>
public static class CellWidth
{
    /// <summary>0 for combining and control characters, 2 for wide ones, 1 for the rest.</summary>
    public static int Of(int rune)
    {
        if (rune is >= 0x20 and < 0x7F) return 1;
        if (rune is < 0x20 or (>= 0x7F and < 0xA0)) return 0;
        if (rune < 0x300) return 1;
        if (IsWide(rune)) return 2;
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(rune);
        return category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : 1;
    }

    /// <summary>Cells of a text.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes()) width += Of(rune.Value);
        return width;
    }

    static bool IsWide(int rune) => rune switch
    {
        >= 0x1100 and <= 0x115F => true,
        >= 0x2E80 and <= 0x303E => true,
        >= 0x3041 and <= 0x33FF => true,
        >= 0x3400 and <= 0x4DBF => true,
        >= 0x4E00 and <= 0x9FFF => true,
        >= 0xA000 and <= 0xA4CF => true,
        >= 0xA960 and <= 0xA97F => true,
        >= 0xAC00 and <= 0xD7A3 => true,
        >= 0xF900 and <= 0xFAFF => true,
        >= 0xFE30 and <= 0xFE6F => true,
        >= 0xFF00 and <= 0xFF60 => true,
        >= 0xFFE0 and <= 0xFFE6 => true,
        >= 0x1F300 and <= 0x1F64F => true,
        >= 0x1F680 and <= 0x1F6FF => true,
        >= 0x1F900 and <= 0x1FAFF => true,
        >= 0x20000 and <= 0x3FFFD => true,
        _ => false,
    };
}
