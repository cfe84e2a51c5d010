namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// A filled course of values over several rows in braille dots (two by four in a cell), with the scale written at its axis. The
/// newest value is at the right. Allocates nothing.
/// </summary>
public static class Graph
{
    /// <summary>Columns that the labels of the axis take at the left.</summary>
    public const int AxisWidth = 9;

    /// <summary>How many values fit beside the axis when each gets its own column of dots.</summary>
    public static int Capacity(int width) => Math.Max(0, (width - AxisWidth) * 2);

    /// <summary>
    /// Draws the axis with three labels (top, middle, 0; fewer in a low graph) and the values. When there is room
    /// for several columns of dots a value, each value takes as many, all the same.
    /// </summary>
    /// <param name="surface">Where the graph goes.</param>
    /// <param name="values">The values, oldest first; when there are more than fit, the newest are drawn.</param>
    /// <param name="window">How many values the whole width stands for, so that a graph that has just begun fills from the right.</param>
    /// <param name="maximum">Upper end of the axis, from an <see cref="AxisScale"/>.</param>
    /// <param name="label">Writes the text of a value at the axis.</param>
    /// <param name="style">The values.</param>
    public static void Draw(Surface surface, ReadOnlySpan<long> values, int window, long maximum, GraphLabel label, Style style)
    {
        DrawAxis(surface, maximum, label);
        Surface plot = surface.Slice(AxisWidth, 0, surface.Width - AxisWidth, surface.Height);
        int dots = plot.Width * 2;
        if (dots == 0 || window <= 0 || plot.Height == 0) return;
        int span = Math.Max(1, dots / window);
        values = values[Math.Max(0, values.Length - Math.Min(window, dots))..];
        for (int x = plot.Width - 1; x >= 0; x--)
        {
            int right = values.Length - 1 - (dots - 1 - (2 * x + 1)) / span;
            int left = values.Length - 1 - (dots - 1 - 2 * x) / span;
            if (right < 0) break;
            DrawColumn(plot, x, Level(values, left, maximum, plot.Height), Level(values, right, maximum, plot.Height), style);
        }
    }

    static int Level(ReadOnlySpan<long> values, int index, long maximum, int height) =>
        index < 0 ? 0 : Sparkline.Level(values[index], maximum, height * 4);

    static void DrawColumn(Surface plot, int x, int left, int right, Style style)
    {
        for (int y = plot.Height - 1; y >= 0 && (left > 0 || right > 0); y--, left -= 4, right -= 4)
            plot.Put(x, y, BrailleDots.Blank + (BrailleDots.Left(left) | BrailleDots.Right(right)), style);
    }

    static void DrawAxis(Surface surface, long maximum, GraphLabel label)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        for (int y = 0; y < surface.Height; y++) surface.Put(AxisWidth - 1, y, '│', StyleRole.Border);
        if (surface.Height == 0) return;
        DrawLabel(surface, 0, label(maximum, buffer));
        if (surface.Height > 1) DrawLabel(surface, surface.Height - 1, label(0, buffer));
        // A middle label only where a row stands exactly at half: the label must not lie.
        if (surface.Height >= 4 && surface.Height % 2 == 0) DrawLabel(surface, surface.Height / 2, label(maximum / 2, buffer));
    }

    static void DrawLabel(Surface surface, int y, ReadOnlySpan<char> text)
    {
        surface.WriteField(0, y, AxisWidth - 1, text, StyleRole.Muted, alignRight: true);
        surface.Put(AxisWidth - 1, y, '┤', StyleRole.Border);
    }
}
