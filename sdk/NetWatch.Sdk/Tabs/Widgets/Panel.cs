namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// Parts of a tab, set apart by a titled rule instead of a frame: three sides less to look at, two columns more. Allocates nothing.
/// </summary>
public static class Panel
{
    /// <summary>Draws the rule into the first row and returns the rest of the surface.</summary>
    /// <param name="surface">The part.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="note">At the right end of the rule: the figure that matters, or empty.</param>
    /// <param name="isFocused">Whether keys go to this part: its title gets the accent.</param>
    public static Surface Draw(Surface surface, ReadOnlySpan<char> title, ReadOnlySpan<char> note = default, bool isFocused = false)
    {
        Style rule = isFocused ? StyleRole.Accent : StyleRole.Border;
        for (int x = 0; x < surface.Width; x++) surface.Put(x, 0, '─', rule);
        int end = 1;
        if (surface.Width > 4 && !title.IsEmpty)
        {
            Surface room = surface.Slice(0, 0, surface.Width - 1, 1);
            room.Put(1, 0, ' ');
            end = room.Write(2, 0, title, isFocused ? new Style(StyleRole.Accent, TextAttributes.Bold) : StyleRole.Heading);
            room.Put(end, 0, ' ');
        }

        int noteWidth = CellWidth.Of(note);
        int start = surface.Width - noteWidth - 2;
        if (noteWidth > 0 && start > end + 1)
        {
            surface.Put(start - 1, 0, ' ');
            surface.Write(start, 0, note);
            surface.Put(start + noteWidth, 0, ' ');
        }

        return surface.Slice(0, 1, surface.Width, surface.Height - 1);
    }
}
