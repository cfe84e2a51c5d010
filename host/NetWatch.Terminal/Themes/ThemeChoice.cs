namespace NetWatch.Terminal.Themes;

/// <summary>The theme in use on a terminal: what the user wants, what the terminal can show, and whether its background is light.</summary>
public sealed class ThemeChoice
{
    readonly ColorDepth _depth;
    Theme _wanted;
    bool _isLight;

    /// <summary>Begins with the theme of a name. Without colours only <c>mono</c> makes sense; unknown names give <c>terminal</c>.</summary>
    public ThemeChoice(string? name, ColorDepth depth, bool isLight)
    {
        _depth = depth;
        _isLight = isLight;
        _wanted = depth == ColorDepth.None ? BuiltInThemes.Mono : BuiltInThemes.Find(name) ?? BuiltInThemes.Terminal;
        Styles = MakeStyles();
    }

    /// <summary>Name of the theme.</summary>
    public string Name => _wanted.Name;

    /// <summary>Its escape sequences.</summary>
    public SgrTable Styles { get; private set; }

    /// <summary>Goes to the next theme. Returns whether there is another.</summary>
    public bool Next()
    {
        if (_depth == ColorDepth.None) return false;
        _wanted = BuiltInThemes.All[(BuiltInThemes.All.IndexOf(_wanted) + 1) % BuiltInThemes.All.Length];
        Styles = MakeStyles();
        return true;
    }

    /// <summary>Takes the theme of a name. Returns false when there is none, or the terminal has no colours for it.</summary>
    public bool Use(string name)
    {
        if (BuiltInThemes.Find(name) is not { } theme || (_depth == ColorDepth.None && theme != BuiltInThemes.Mono)) return false;
        _wanted = theme;
        Styles = MakeStyles();
        return true;
    }

    /// <summary>The terminal told its background (0xRRGGBB). Returns whether that changes the colours.</summary>
    public bool UseBackground(int rgb)
    {
        bool isLight = 299 * ((rgb >> 16) & 0xFF) + 587 * ((rgb >> 8) & 0xFF) + 114 * (rgb & 0xFF) > 1000 * 128;
        if (isLight == _isLight) return false;
        _isLight = isLight;
        if (_wanted.OnLight is null) return false;
        Styles = MakeStyles();
        return true;
    }

    SgrTable MakeStyles() => new(_isLight && _wanted.OnLight is { } onLight ? onLight : _wanted, _depth);
}
