using System.Collections.Immutable;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Themes;

/// <summary>What every role looks like.</summary>
public sealed class Theme
{
    readonly ImmutableArray<RoleStyle> _roles;

    /// <summary>A theme; roles that are not given look like <see cref="StyleRole.Default"/>.</summary>
    public Theme(string name, IReadOnlyDictionary<StyleRole, RoleStyle> roles, Theme? onLight = null)
    {
        Name = name;
        OnLight = onLight;
        RoleStyle fallback = roles.GetValueOrDefault(StyleRole.Default);
        _roles = [.. Enum.GetValues<StyleRole>().Select(role => roles.GetValueOrDefault(role, fallback))];
    }

    /// <summary>Name in the settings and in the status line.</summary>
    public string Name { get; }

    /// <summary>The variant for a terminal whose background is light; null when the theme brings its own background or needs none.</summary>
    public Theme? OnLight { get; }

    /// <summary>How a role looks; unknown roles (of a newer SDK) look like ordinary text.</summary>
    public RoleStyle this[StyleRole role] => (int)role < _roles.Length ? _roles[(int)role] : _roles[0];

    /// <summary>Whether the theme paints the background itself.</summary>
    public bool HasOwnBackground => _roles[0].Background.IsSet;
}
