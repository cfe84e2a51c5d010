namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>The dots of the Unicode braille block (U+2800), filled from the bottom: two columns of four in one cell.</summary>
static class BrailleDots
{
    internal const int Blank = 0x2800;

    /// <summary>Dots 7, 3, 2, 1 from the bottom.</summary>
    internal static int Left(int level) => level switch { <= 0 => 0, 1 => 0x40, 2 => 0x44, 3 => 0x46, _ => 0x47 };

    /// <summary>Dots 8, 6, 5, 4 from the bottom.</summary>
    internal static int Right(int level) => level switch { <= 0 => 0, 1 => 0x80, 2 => 0xA0, 3 => 0xB0, _ => 0xB8 };
}
