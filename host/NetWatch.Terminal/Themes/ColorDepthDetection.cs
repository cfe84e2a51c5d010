namespace NetWatch.Terminal.Themes;

/// <summary>Tells from the environment how many colours a terminal shows.</summary>
public static class ColorDepthDetection
{
    // Terminals of 24 bits whose TERM says neither "256color" nor "direct", and whose COLORTERM is lost over SSH.
    static readonly string[] TrueColorTerminals = ["alacritty", "foot", "ghostty", "kitty", "wezterm", "contour"];

    /// <summary>Reads NO_COLOR (no-color.org: set and not empty), COLORTERM and TERM.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    public static ColorDepth Detect(Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(variable("NO_COLOR"))) return ColorDepth.None;
        string term = variable("TERM") ?? "";
        if (term is "dumb" || term.StartsWith("vt", StringComparison.Ordinal)) return ColorDepth.None;
        if (variable("COLORTERM") is "truecolor" or "24bit") return ColorDepth.TrueColor;
        if (term.EndsWith("-direct", StringComparison.Ordinal)) return ColorDepth.TrueColor;
        if (Array.Exists(TrueColorTerminals, name => term.Contains(name, StringComparison.Ordinal))) return ColorDepth.TrueColor;
        return term.Contains("256color", StringComparison.Ordinal) ? ColorDepth.Indexed256 : ColorDepth.Palette16;
    }

    /// <summary>Whether COLORFGBG (set by rxvt, Konsole and others as "foreground;background") tells of a light background.</summary>
    public static bool IsLightBackground(Func<string, string?> variable)
    {
        string? value = variable("COLORFGBG");
        return value is not null && value[(value.LastIndexOf(';') + 1)..] is "7" or "15";
    }
}
