using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>A thin rounded frame with a title in it, and the room inside.</summary>
static class Panel
{
    /// <summary>Clears the surface, draws the frame, and returns what is inside; the surface itself when it is too small for a frame.</summary>
    public static Surface Draw(Surface surface, ReadOnlySpan<char> title, StyleRole titleRole = StyleRole.Heading, ReadOnlySpan<char> foot = default)
    {
        surface.Fill(StyleRole.Default);
        int right = surface.Width - 1, bottom = surface.Height - 1;
        if (right < 3 || bottom < 2) return surface;
        surface.Slice(1, 0, right - 1, 1).Fill(StyleRole.Border, '─');
        surface.Slice(1, bottom, right - 1, 1).Fill(StyleRole.Border, '─');
        surface.Slice(0, 1, 1, bottom - 1).Fill(StyleRole.Border, '│');
        surface.Slice(right, 1, 1, bottom - 1).Fill(StyleRole.Border, '│');
        surface.Put(0, 0, '╭', StyleRole.Border);
        surface.Put(right, 0, '╮', StyleRole.Border);
        surface.Put(0, bottom, '╰', StyleRole.Border);
        surface.Put(right, bottom, '╯', StyleRole.Border);
        WriteOnEdge(surface.Slice(2, 0, right - 3, 1), title, titleRole);
        WriteOnEdge(surface.Slice(2, bottom, right - 3, 1), foot, StyleRole.Muted);
        return surface.Slice(1, 1, right - 1, bottom - 1);
    }

    static void WriteOnEdge(Surface edge, ReadOnlySpan<char> text, StyleRole role)
    {
        int width = Math.Min(CellWidth.Of(text), edge.Width - 2);
        if (text.IsEmpty || width <= 0) return;
        edge.Put(0, 0, ' ', role);
        edge.WriteField(1, 0, width, text, role);
        edge.Put(width + 1, 0, ' ', role);
    }
}
