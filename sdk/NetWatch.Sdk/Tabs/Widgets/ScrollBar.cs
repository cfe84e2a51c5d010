namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>One column that tells where in a list the window stands. Allocates nothing.</summary>
public static class ScrollBar
{
    /// <summary>Draws the bar into the first column of the surface; nothing when all rows fit.</summary>
    /// <param name="surface">Where it goes; its height is the height of the window.</param>
    /// <param name="offset">How many rows lie above the window.</param>
    /// <param name="count">How many rows there are.</param>
    public static void Draw(Surface surface, long offset, long count)
    {
        int height = surface.Height;
        if (height == 0 || count <= height) return;
        int size = (int)Math.Clamp((double)height / count * height, 1, height);
        double share = Math.Clamp((double)offset / (count - height), 0, 1);
        int start = (int)Math.Round(share * (height - size));
        for (int y = 0; y < height; y++)
        {
            bool inside = y >= start && y < start + size;
            surface.Put(0, y, inside ? '┃' : '│', inside ? StyleRole.Muted : StyleRole.Border);
        }
    }
}
