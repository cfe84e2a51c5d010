namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>A horizontal bar for a share of a whole. Allocates nothing.</summary>
public static class Gauge
{
    /// <summary>
    /// Fills the first row of the surface from the left in eighths of a column. A share above 0 shows at least one eighth; NaN counts as 0.
    /// </summary>
    /// <param name="surface">Where the bar goes.</param>
    /// <param name="fraction">0 to 1; what lies outside is cut.</param>
    /// <param name="style">The filled part.</param>
    /// <param name="track">Character of the part that is not filled: a blank, or for instance <c>·</c>.</param>
    public static void Draw(Surface surface, double fraction, Style style, int track = ' ')
    {
        if (double.IsNaN(fraction)) fraction = 0;
        int eighths = (int)Math.Round(Math.Clamp(fraction, 0, 1) * surface.Width * 8);
        if (fraction > 0 && eighths == 0) eighths = 1;
        for (int x = 0; x < surface.Width; x++, eighths -= 8)
        {
            if (eighths >= 8) surface.Put(x, 0, '█', style);
            else if (eighths > 0) surface.Put(x, 0, '█' + 8 - eighths, style);
            else surface.Put(x, 0, track, StyleRole.Border);
        }
    }
}
