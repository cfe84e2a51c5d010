namespace NetWatch.Terminal.Themes;

/// <summary>How many colours a terminal shows.</summary>
public enum ColorDepth : byte
{
    /// <summary>None: bold, underline and reverse only.</summary>
    None = 0,
    /// <summary>The sixteen of the terminal's palette.</summary>
    Palette16,
    /// <summary>The palette, the 6×6×6 cube and the greys.</summary>
    Indexed256,
    /// <summary>24 bits.</summary>
    TrueColor,
}
