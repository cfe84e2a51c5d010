using System.Collections.Immutable;
using NetWatch.Sdk.Tabs;
using static NetWatch.Terminal.Themes.ThemeColor;

namespace NetWatch.Terminal.Themes;

/// <summary>
/// The themes of the house. Text has a contrast of 4.5 or more on its background (WCAG 2.1, 1.4.3); <c>dark</c> and <c>light</c>
/// bring that background, <c>terminal</c> keeps to the colours that are legible in the common palettes, which rules out blue and
/// magenta on dark and green, yellow and cyan on light.
/// </summary>
public static class BuiltInThemes
{
    /// <summary>The names of the themes.</summary>
    public const string TerminalName = "terminal", DarkName = "dark", LightName = "light", MonoName = "mono";

    /// <summary>The terminal's own palette and background.</summary>
    public static Theme Terminal { get; } = MakeTerminal();

    /// <summary>Light text on a dark background of its own.</summary>
    public static Theme Dark { get; } = MakeDark();

    /// <summary>Dark text on a light background of its own.</summary>
    public static Theme Light { get; } = MakeLight();

    /// <summary>No colours: bold, dim, underline and reverse.</summary>
    public static Theme Mono { get; } = MakeMono();

    /// <summary>All, in the order in which a key goes through them.</summary>
    public static ImmutableArray<Theme> All { get; } = [Terminal, Dark, Light, Mono];

    /// <summary>The theme of a name, or null.</summary>
    public static Theme? Find(string? name)
    {
        foreach (Theme theme in All)
        {
            if (string.Equals(theme.Name, name, StringComparison.OrdinalIgnoreCase)) return theme;
        }

        return null;
    }

    static Theme MakeTerminal() => new(TerminalName, MakeTerminalOnLight())
    {
        [StyleRole.Muted] = new(default, Attributes: TextAttributes.Dim),
        [StyleRole.Heading] = new(default, Attributes: TextAttributes.Bold),
        [StyleRole.Border] = new(Own(8)),
        [StyleRole.Accent] = new(Own(6), Attributes: TextAttributes.Bold),
        [StyleRole.Selection] = new(Own(15), Own(4)),
        [StyleRole.Good] = new(Own(2)),
        [StyleRole.Warning] = new(Own(11)),
        [StyleRole.Alert] = new(Own(9), Attributes: TextAttributes.Bold),
        [StyleRole.Download] = new(Own(2)),
        [StyleRole.Upload] = new(Fixed(0xD787FF, 14)),
        [StyleRole.Input] = new(default, Attributes: TextAttributes.Underline),
        [StyleRole.Series1] = new(Own(6)),
        [StyleRole.Series2] = new(Own(2)),
        [StyleRole.Series3] = new(Own(11)),
        [StyleRole.Series4] = new(Fixed(0xD787FF, 14)),
        [StyleRole.Series5] = new(Own(14)),
        [StyleRole.Series6] = new(Own(10)),
    };

    static Theme MakeTerminalOnLight() => new(TerminalName)
    {
        [StyleRole.Muted] = new(default, Attributes: TextAttributes.Dim),
        [StyleRole.Heading] = new(default, Attributes: TextAttributes.Bold),
        [StyleRole.Border] = new(Fixed(0xB2B2B2, 8)),
        [StyleRole.Accent] = new(Own(4), Attributes: TextAttributes.Bold),
        [StyleRole.Selection] = new(Own(15), Own(4)),
        [StyleRole.Good] = new(Fixed(0x005F00, -1)),
        [StyleRole.Warning] = new(Fixed(0x875F00, -1), Attributes: TextAttributes.Bold),
        [StyleRole.Alert] = new(Own(1), Attributes: TextAttributes.Bold),
        [StyleRole.Download] = new(Fixed(0x005F5F, 4)),
        [StyleRole.Upload] = new(Fixed(0x870087, 5)),
        [StyleRole.Input] = new(default, Attributes: TextAttributes.Underline),
        [StyleRole.Series1] = new(Own(4)),
        [StyleRole.Series2] = new(Fixed(0x005F00, -1)),
        [StyleRole.Series3] = new(Fixed(0x875F00, -1)),
        [StyleRole.Series4] = new(Fixed(0x870087, 5)),
        [StyleRole.Series5] = new(Fixed(0xAF0000, 1)),
        [StyleRole.Series6] = new(Fixed(0x005F5F, 4)),
    };

    static Theme MakeDark() => new(DarkName)
    {
        [StyleRole.Default] = new(Fixed(0xD5DAE1, 15), Fixed(0x12151A, 0)),
        [StyleRole.Muted] = new(Fixed(0x8B95A5, 7)),
        [StyleRole.Heading] = new(Fixed(0xEDF1F6, 15), Attributes: TextAttributes.Bold),
        [StyleRole.Border] = new(Fixed(0x414B59, 8)),
        [StyleRole.Accent] = new(Fixed(0x6CB6FF, 14), Attributes: TextAttributes.Bold),
        [StyleRole.Selection] = new(Fixed(0xFFFFFF, 15), Fixed(0x24466B, 4)),
        [StyleRole.Good] = new(Fixed(0x7FD18B, 10)),
        [StyleRole.Warning] = new(Fixed(0xF0C674, 11)),
        [StyleRole.Alert] = new(Fixed(0xFF7B72, 9), Attributes: TextAttributes.Bold),
        [StyleRole.Download] = new(Fixed(0x63D2B4, 10)),
        [StyleRole.Upload] = new(Fixed(0xD2A8FF, 13)),
        [StyleRole.Input] = new(Fixed(0xFFFFFF, 0), Fixed(0x2A323E, 7)),
        [StyleRole.Bar] = new(Fixed(0xB6BFCC, 7)),
        [StyleRole.Series1] = new(Fixed(0x6CB6FF, 14)),
        [StyleRole.Series2] = new(Fixed(0x7FD18B, 10)),
        [StyleRole.Series3] = new(Fixed(0xF0C674, 11)),
        [StyleRole.Series4] = new(Fixed(0xD2A8FF, 13)),
        [StyleRole.Series5] = new(Fixed(0xFF9E64, 7)),
        [StyleRole.Series6] = new(Fixed(0x5CCFE6, 6)),
    };

    static Theme MakeLight() => new(LightName)
    {
        [StyleRole.Default] = new(Fixed(0x24292F, 0), Fixed(0xFBFBF9, 15)),
        [StyleRole.Muted] = new(Fixed(0x5A636E, 0)),
        [StyleRole.Heading] = new(Fixed(0x0F1419, 0), Attributes: TextAttributes.Bold),
        [StyleRole.Border] = new(Fixed(0xBFC7D0, 8)),
        [StyleRole.Accent] = new(Fixed(0x0550AE, 4), Attributes: TextAttributes.Bold),
        [StyleRole.Selection] = new(Fixed(0x0B1F33, 15), Fixed(0xCADFF8, 4)),
        [StyleRole.Good] = new(Fixed(0x116329, 0)),
        [StyleRole.Warning] = new(Fixed(0x7A4B00, 5)),
        [StyleRole.Alert] = new(Fixed(0xB01020, 1), Attributes: TextAttributes.Bold),
        [StyleRole.Download] = new(Fixed(0x0A6355, 4)),
        [StyleRole.Upload] = new(Fixed(0x7A3AA8, 5)),
        [StyleRole.Input] = new(Fixed(0x0F1419, 15), Fixed(0xE6E9ED, 4)),
        [StyleRole.Bar] = new(Fixed(0x3B434C, 0)),
        [StyleRole.Series1] = new(Fixed(0x0550AE, 4)),
        [StyleRole.Series2] = new(Fixed(0x116329, 0)),
        [StyleRole.Series3] = new(Fixed(0x7A4B00, 1)),
        [StyleRole.Series4] = new(Fixed(0x7A3AA8, 5)),
        [StyleRole.Series5] = new(Fixed(0xA63A12, 1)),
        [StyleRole.Series6] = new(Fixed(0x075E70, 4)),
    };

    static Theme MakeMono() => new(MonoName)
    {
        [StyleRole.Muted] = new(default, Attributes: TextAttributes.Dim),
        [StyleRole.Heading] = new(default, Attributes: TextAttributes.Bold),
        [StyleRole.Border] = new(default, Attributes: TextAttributes.Dim),
        [StyleRole.Accent] = new(default, Attributes: TextAttributes.Bold),
        [StyleRole.Selection] = new(default, Attributes: TextAttributes.Reverse),
        [StyleRole.Warning] = new(default, Attributes: TextAttributes.Bold),
        [StyleRole.Alert] = new(default, Attributes: TextAttributes.Bold | TextAttributes.Reverse),
        [StyleRole.Input] = new(default, Attributes: TextAttributes.Underline),
    };
}
