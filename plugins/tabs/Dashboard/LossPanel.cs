using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>Everything that was lost or given up, counted by name; what has happened stands above what has not.</summary>
static class LossPanel
{
    internal static void Draw(Surface surface, EngineSnapshot engine)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength + 8];
        ReadOnlySpan<DropCounter> drops = engine.Drops.AsSpan();
        long lost = 0;
        foreach (DropCounter drop in drops) lost += drop.IsOrdinary ? 0 : drop.Count;
        Surface body = Panel.Draw(surface, "Loss");
        DrawVerdict(surface, lost, buffer);
        int row = 0;
        for (int pass = 0; pass < 3; pass++)
        {
            foreach (DropCounter drop in drops)
            {
                if (PassOf(drop) == pass) DrawRow(body.Slice(1, row++, body.Width - 1, 1), drop, buffer);
            }
        }
    }

    /// <summary>Whether anything is missing in what is shown.</summary>
    internal static bool HasLost(EngineSnapshot engine)
    {
        foreach (ref readonly DropCounter drop in engine.Drops.AsSpan())
        {
            if (!drop.IsOrdinary && drop.Count > 0) return true;
        }

        return false;
    }

    static int PassOf(in DropCounter drop) => drop.Count == 0 ? 2 : drop.IsOrdinary ? 1 : 0;

    static void DrawVerdict(Surface surface, long lost, Span<char> buffer)
    {
        ReadOnlySpan<char> text = lost == 0 ? "none" : Units.Count(lost, buffer);
        int x = surface.Width - text.Length - 2;
        if (x < 8) return;
        surface.Put(x - 1, 0, ' ');
        surface.Write(x, 0, text, lost == 0 ? StyleRole.Good : new Style(StyleRole.Alert, TextAttributes.Bold));
        surface.Put(x + text.Length, 0, ' ');
    }

    static void DrawRow(Surface row, in DropCounter drop, Span<char> buffer)
    {
        Style style = drop.Count == 0 || drop.IsOrdinary ? StyleRole.Muted : StyleRole.Warning;
        row.WriteField(0, 0, 16, drop.Name, style);
        row.WriteField(17, 0, 11, Units.Count(drop.Count, buffer), style, alignRight: true);
        if (row.Width >= 50) row.WriteField(30, 0, row.Width - 30, drop.Meaning, StyleRole.Muted);
        else if (drop is { IsOrdinary: true, Count: > 0 } && row.Width >= 34) row.WriteField(29, 0, row.Width - 29, "normal", StyleRole.Muted);
    }
}
