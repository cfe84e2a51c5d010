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
        // Medial vowels and final consonants of Hangul join the syllable before them.
        if (rune is (>= 0x1160 and <= 0x11FF) or (>= 0xD7B0 and <= 0xD7FB)) return 0;
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
        0x231A or 0x231B or 0x2329 or 0x232A or (>= 0x23E9 and <= 0x23EC) or 0x23F0 or 0x23F3 => true,
        0x25FD or 0x25FE or 0x2614 or 0x2615 or (>= 0x2648 and <= 0x2653) or 0x267F or 0x2693 or 0x26A1 => true,
        0x26AA or 0x26AB or 0x26BD or 0x26BE or 0x26C4 or 0x26C5 or 0x26CE or 0x26D4 or 0x26EA => true,
        0x26F2 or 0x26F3 or 0x26F5 or 0x26FA or 0x26FD or 0x2705 or 0x270A or 0x270B or 0x2728 => true,
        0x274C or 0x274E or (>= 0x2753 and <= 0x2755) or 0x2757 or (>= 0x2795 and <= 0x2797) or 0x27B0 or 0x27BF => true,
        0x2B1B or 0x2B1C or 0x2B50 or 0x2B55 => true,
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
        >= 0x17000 and <= 0x18CFF => true,
        >= 0x1B000 and <= 0x1B2FB => true,
        0x1F004 or 0x1F0CF or 0x1F18E or (>= 0x1F191 and <= 0x1F19A) or (>= 0x1F200 and <= 0x1F265) => true,
        >= 0x1F300 and <= 0x1F64F => true,
        >= 0x1F680 and <= 0x1F6FF => true,
        >= 0x1F900 and <= 0x1FAFF => true,
        >= 0x20000 and <= 0x3FFFD => true,
        _ => false,
    };
}
