namespace NetWatch.Terminal.Themes;

/// <summary>
/// A colour with its stand-in where there are only sixteen. The default value is the terminal's own default colour.
/// </summary>
public readonly record struct ThemeColor
{
    ThemeColor(int rgb, int palette, bool isSet)
    {
        Rgb = rgb;
        Palette = palette;
        IsSet = isSet;
    }

    /// <summary>0xRRGGBB, or -1 for a colour of the palette alone.</summary>
    public int Rgb { get; }

    /// <summary>Number in the terminal's palette, 0 to 15, or -1 for the terminal's default.</summary>
    public int Palette { get; }

    /// <summary>Whether this is a colour at all, and not the terminal's default.</summary>
    public bool IsSet { get; }

    /// <summary>A fixed colour and its stand-in of the palette (-1: the terminal's default).</summary>
    public static ThemeColor Fixed(int rgb, int palette) => new(rgb, palette, true);

    /// <summary>A colour of the terminal's own palette, 0 to 15.</summary>
    public static ThemeColor Own(int palette) => new(-1, palette, true);
}
