using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>A line of an overlay; a blank one when both texts are empty.</summary>
/// <param name="Name">In the left column; null when the text takes the whole width.</param>
/// <param name="Text">Wraps.</param>
/// <param name="NameRole">How the name looks.</param>
/// <param name="TextRole">How the text looks.</param>
readonly record struct OverlayLine(string? Name, string Text, StyleRole NameRole = StyleRole.Accent, StyleRole TextRole = StyleRole.Default)
{
    public static OverlayLine Blank => new(null, "");

    public static OverlayLine Heading(string text) => new(null, text, TextRole: StyleRole.Heading);
}
