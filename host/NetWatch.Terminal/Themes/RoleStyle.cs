using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Themes;

/// <summary>How a role looks.</summary>
/// <param name="Foreground">Colour of the text.</param>
/// <param name="Background">Colour behind it; when not set, that of <see cref="StyleRole.Default"/>.</param>
/// <param name="Attributes">Added to those of the text.</param>
public readonly record struct RoleStyle(ThemeColor Foreground, ThemeColor Background = default, TextAttributes Attributes = TextAttributes.None);
