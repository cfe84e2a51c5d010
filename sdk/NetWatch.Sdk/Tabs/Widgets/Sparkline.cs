namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// A course of values in one row of the screen, newest at the right. Values outside 0 … the maximum are cut. Allocates nothing.
/// </summary>
public static class Sparkline
{
    /// <summary>One value a column in eighth blocks; 0 is blank, anything above it shows at least the lowest block.</summary>
    public static void Blocks(Surface surface, ReadOnlySpan<long> values, long maximum, Style style = default)
    {
        values = values[Math.Max(0, values.Length - surface.Width)..];
        int x = surface.Width - values.Length;
        foreach (long value in values)
        {
            int level = Level(value, maximum, 8);
            surface.Put(x++, 0, level == 0 ? ' ' : '▁' + level - 1, style);
        }
    }

    /// <summary>Two values a column in braille dots, four levels.</summary>
    public static void Braille(Surface surface, ReadOnlySpan<long> values, long maximum, Style style = default)
    {
        values = values[Math.Max(0, values.Length - 2 * surface.Width)..];
        int blank = 2 * surface.Width - values.Length;
        for (int x = blank / 2; x < surface.Width; x++)
        {
            int left = 2 * x - blank;
            int dots = (left < 0 ? 0 : BrailleDots.Left(Level(values[left], maximum, 4))) | BrailleDots.Right(Level(values[left + 1], maximum, 4));
            surface.Put(x, 0, dots == 0 ? ' ' : BrailleDots.Blank + dots, style);
        }
    }

    /// <summary>How many of <paramref name="levels"/> steps a value fills; a value above 0 fills at least one, so that it can be seen.</summary>
    internal static int Level(long value, long maximum, int levels)
    {
        if (value <= 0 || maximum <= 0) return 0;
        if (value >= maximum) return levels;
        return Math.Max(1, (int)Math.Round((double)value / maximum * levels));
    }
}
