using System.Text;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Tests.Themes;

public sealed class ThemeTests
{
    const double LeastContrast = 4.5;

    // How dim is drawn is the choice of the terminal; the palette of the PC text mode, whose text is grey already, has no room for more.
    const double LeastContrastOfDim = 4.0;

    // The sixteen colours of xterm, the PC text mode, GNOME's Tango and the Windows Terminal.
    static readonly Dictionary<string, int[]> Palettes = new()
    {
        ["xterm"] = [0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF],
        ["vga"] = [0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA, 0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF],
        ["tango"] = [0x000000, 0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A, 0xD3D7CF, 0x555753, 0xEF2929, 0x8AE234, 0xFCE94F, 0x729FCF, 0xAD7FA8, 0x34E2E2, 0xEEEEEC],
        ["campbell"] = [0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC, 0x767676, 0xE74856, 0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6, 0xF2F2F2],
    };

    public static TheoryData<string, ColorDepth> OwnBackgrounds => new()
    {
        { "dark", ColorDepth.TrueColor }, { "dark", ColorDepth.Indexed256 }, { "dark", ColorDepth.Palette16 },
        { "light", ColorDepth.TrueColor }, { "light", ColorDepth.Indexed256 }, { "light", ColorDepth.Palette16 },
    };

    [Theory]
    [MemberData(nameof(OwnBackgrounds))]
    public void Text_is_legible_on_the_background_of_the_theme(string name, ColorDepth depth)
    {
        foreach (string palette in depth == ColorDepth.Palette16 ? (string[])["xterm", "vga"] : ["xterm"])
            ShouldBeLegible(BuiltInThemes.Find(name)!, depth, Palettes[palette], terminalText: 0, terminalBackground: 0, palette);
    }

    [Theory]
    [InlineData("xterm")]
    [InlineData("vga")]
    [InlineData("tango")]
    [InlineData("campbell")]
    public void The_terminal_theme_is_legible_on_dark_and_on_light(string palette)
    {
        int[] colors = Palettes[palette];
        ShouldBeLegible(BuiltInThemes.Terminal, ColorDepth.Palette16, colors, colors[7], colors[0], palette);
        ShouldBeLegible(BuiltInThemes.Terminal, ColorDepth.Indexed256, colors, colors[7], colors[0], palette);
        Theme onLight = BuiltInThemes.Terminal.OnLight!;
        ShouldBeLegible(onLight, ColorDepth.Palette16, colors, 0x000000, 0xFFFFFF, palette);
        ShouldBeLegible(onLight, ColorDepth.Indexed256, colors, 0x000000, 0xFFFFFF, palette);
    }

    static void ShouldBeLegible(Theme theme, ColorDepth depth, int[] palette, int terminalText, int terminalBackground, string name)
    {
        var failures = new List<string>();
        foreach (StyleRole role in Enum.GetValues<StyleRole>().Where(role => role != StyleRole.Border))
        {
            RoleStyle style = theme[role];
            ThemeColor back = style.Background.IsSet ? style.Background : theme[StyleRole.Default].Background;
            int background = Shown(back, depth, palette, terminalBackground), text = Shown(style.Foreground, depth, palette, terminalText);

            // Terminals draw dim text at about two thirds between background and text.
            if (style.Attributes.HasFlag(TextAttributes.Dim)) text = Mix(background, text, 2.0 / 3);
            double contrast = Contrast(text, background);
            if (contrast < (style.Attributes.HasFlag(TextAttributes.Dim) ? LeastContrastOfDim : LeastContrast)) failures.Add(FormattableString.Invariant($"{role} {text:X6} on {background:X6}: {contrast:F2}"));
        }

        failures.ShouldBeEmpty($"{theme.Name} {depth} {name}");
    }

    [Fact]
    public void A_theme_has_room_for_every_role() => Theme.RoleCount.ShouldBe(Enum.GetValues<StyleRole>().Length);

    [Fact]
    public void A_role_that_is_not_given_looks_like_ordinary_text()
    {
        var theme = new Theme("plain") { [StyleRole.Default] = new(ThemeColor.Own(3)), [StyleRole.Good] = new(ThemeColor.Own(2)) };
        theme[StyleRole.Good].Foreground.Palette.ShouldBe(2);
        theme[StyleRole.Alert].ShouldBe(theme[StyleRole.Default]);
        theme[(StyleRole)200].ShouldBe(theme[StyleRole.Default]);
    }

    [Fact]
    public void Without_colours_no_sequence_has_one()
    {
        foreach (Theme theme in BuiltInThemes.All)
        {
            var table = new SgrTable(theme, ColorDepth.None);
            foreach (StyleRole role in Enum.GetValues<StyleRole>())
                Encoding.ASCII.GetString(table[SgrTable.IndexOf(role, TextAttributes.None)]).ShouldNotContain(";3");
        }
    }

    [Fact]
    public void Without_colours_the_roles_that_matter_still_differ_from_text()
    {
        var table = new SgrTable(BuiltInThemes.Mono, ColorDepth.None);
        string Of(StyleRole role) => Encoding.ASCII.GetString(table[SgrTable.IndexOf(role, TextAttributes.None)]);
        foreach (StyleRole role in (StyleRole[])[StyleRole.Accent, StyleRole.Selection, StyleRole.Warning, StyleRole.Alert, StyleRole.Input])
            Of(role).ShouldNotBe(Of(StyleRole.Default));
        Of(StyleRole.Alert).ShouldNotBe(Of(StyleRole.Warning));
    }

    [Fact]
    public void Attributes_of_the_text_and_of_the_role_add_up_and_reverse_twice_is_none()
    {
        var table = new SgrTable(BuiltInThemes.Mono, ColorDepth.None);
        Encoding.ASCII.GetString(table[SgrTable.IndexOf(StyleRole.Accent, TextAttributes.Underline)]).ShouldBe("\e[0;1;4m");
        Encoding.ASCII.GetString(table[SgrTable.IndexOf(StyleRole.Selection, TextAttributes.Reverse)]).ShouldBe("\e[0m");
    }

    [Theory]
    [InlineData(ColorDepth.TrueColor, "\e[0;38;2;139;149;165;48;2;18;21;26m")]
    [InlineData(ColorDepth.Indexed256, "\e[0;38;5;103;48;5;233m")]
    [InlineData(ColorDepth.Palette16, "\e[0;37;40m")]
    public void A_colour_is_sent_as_the_terminal_can_show_it(ColorDepth depth, string expected) =>
        Encoding.ASCII.GetString(new SgrTable(BuiltInThemes.Dark, depth)[SgrTable.IndexOf(StyleRole.Muted, TextAttributes.None)]).ShouldBe(expected);

    [Theory]
    [InlineData("xterm-256color", "truecolor", null, ColorDepth.TrueColor)]
    [InlineData("xterm-256color", null, null, ColorDepth.Indexed256)]
    [InlineData("xterm", null, null, ColorDepth.Palette16)]
    [InlineData("xterm-kitty", null, null, ColorDepth.TrueColor)]
    [InlineData("xterm-direct", null, null, ColorDepth.TrueColor)]
    [InlineData("linux", null, null, ColorDepth.Palette16)]
    [InlineData("dumb", "truecolor", null, ColorDepth.None)]
    [InlineData("xterm-256color", "truecolor", "1", ColorDepth.None)]
    [InlineData("xterm-256color", "truecolor", "", ColorDepth.TrueColor)]
    public void The_environment_tells_the_colours(string term, string? colorTerm, string? noColor, ColorDepth expected) =>
        ColorDepthDetection.Detect(name => name switch { "TERM" => term, "COLORTERM" => colorTerm, "NO_COLOR" => noColor, _ => null }).ShouldBe(expected);

    [Fact]
    public void The_nearest_colour_of_the_cube_is_nearer_than_all_others()
    {
        for (int rgb = 0; rgb < 0x1000000; rgb += 40_009)
        {
            int chosen = Distance(rgb, ColorCube.RgbOf(ColorCube.Nearest(rgb)));
            int best = Enumerable.Range(16, 240).Min(number => Distance(rgb, ColorCube.RgbOf(number)));
            chosen.ShouldBe(best, rgb.ToString("X6"));
        }
    }

    [Fact]
    public void A_light_background_changes_the_terminal_theme_and_no_other()
    {
        new ThemeChoice(null, ColorDepth.Palette16, isLight: false).UseBackground(0xFFFFFF).ShouldBeTrue();
        new ThemeChoice(null, ColorDepth.Palette16, isLight: false).UseBackground(0x002B36).ShouldBeFalse();
        new ThemeChoice("dark", ColorDepth.Palette16, isLight: false).UseBackground(0xFFFFFF).ShouldBeFalse();
        new ThemeChoice("dark", ColorDepth.None, isLight: false).Name.ShouldBe("mono");
    }

    static int Shown(ThemeColor color, ColorDepth depth, int[] palette, int terminalDefault)
    {
        if (!color.IsSet) return terminalDefault;
        if (color.Rgb >= 0 && depth == ColorDepth.TrueColor) return color.Rgb;
        if (color.Rgb >= 0 && depth == ColorDepth.Indexed256) return ColorCube.RgbOf(ColorCube.Nearest(color.Rgb));
        return color.Palette < 0 ? terminalDefault : palette[color.Palette];
    }

    static int Distance(int a, int b)
    {
        int r = (a >> 16) - (b >> 16), g = ((a >> 8) & 0xFF) - ((b >> 8) & 0xFF), blue = (a & 0xFF) - (b & 0xFF);
        return r * r + g * g + blue * blue;
    }

    static int Mix(int from, int to, double share)
    {
        int Channel(int shift) => (int)(((from >> shift) & 0xFF) * (1 - share) + ((to >> shift) & 0xFF) * share);
        return (Channel(16) << 16) | (Channel(8) << 8) | Channel(0);
    }

    // WCAG 2.1, "contrast ratio" and "relative luminance".
    static double Contrast(int a, int b)
    {
        double x = Luminance(a) + 0.05, y = Luminance(b) + 0.05;
        return Math.Max(x, y) / Math.Min(x, y);
    }

    static double Luminance(int rgb)
    {
        static double Linear(int channel)
        {
            double value = channel / 255.0;
            return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Linear(rgb >> 16) + 0.7152 * Linear((rgb >> 8) & 0xFF) + 0.0722 * Linear(rgb & 0xFF);
    }
}
