using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Themes;

/// <summary>What every role looks like.</summary>
/// <param name="name">Name in the settings and in the status line.</param>
/// <param name="onLight">The variant for a terminal whose background is light; null when the theme needs none.</param>
public sealed class Theme(string name, Theme? onLight = null)
{
    /// <summary>How many roles there are.</summary>
    internal const int RoleCount = (int)StyleRole.Series6 + 1;

    // Arrays: a dictionary by role would be compiled at each start.
    readonly RoleStyle[] _roles = new RoleStyle[RoleCount];
    readonly bool[] _isGiven = new bool[RoleCount];

    /// <summary>Name in the settings and in the status line.</summary>
    public string Name => name;

    /// <summary>The variant for a terminal whose background is light; null when the theme brings its own background or needs none.</summary>
    public Theme? OnLight => onLight;

    /// <summary>How a role looks; roles that are not given, and unknown ones (of a newer SDK), look like ordinary text.</summary>
    public RoleStyle this[StyleRole role]
    {
        get => (int)role < RoleCount && _isGiven[(int)role] ? _roles[(int)role] : _roles[0];
        init => (_roles[(int)role], _isGiven[(int)role]) = (value, true);
    }

    /// <summary>Whether the theme paints the background itself.</summary>
    public bool HasOwnBackground => _roles[0].Background.IsSet;
}
