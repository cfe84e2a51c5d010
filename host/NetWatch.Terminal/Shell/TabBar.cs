using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>The line on top: the tabs with their number keys, and on the right the keys that everyone needs. Remembers where each tab is for the mouse.</summary>
sealed class TabBar(IReadOnlyList<TabHost> tabs)
{
    const int MostNumbered = 9;
    const int NameWidth = 10;

    readonly int[] _ends = new int[tabs.Count];
    int _start;

    public void Draw(Surface row, int active)
    {
        row.Fill(StyleRole.Bar);
        // The titles come first: the keys beside them are one word each, and the name of the program is known.
        int needed = NeededWidth(), keys = DrawKeys(row, needed);
        Surface room = row.Slice(0, 0, row.Width - keys, 1);
        int x = room.Width >= 70 && needed <= room.Width - NameWidth ? DrawName(room) : 0;
        _start = x;
        bool isTight = needed > room.Width - x;
        for (int i = 0; i < tabs.Count; i++)
        {
            x = DrawTab(room, x, i, i == active, isTight && i != active);
            _ends[i] = x;
        }
    }

    /// <summary>The tab at a column, or -1.</summary>
    public int At(int x)
    {
        if (x < _start) return -1;
        for (int i = 0; i < _ends.Length; i++)
            if (x < _ends[i]) return i;
        return -1;
    }

    static int DrawName(Surface row) => row.Write(1, 0, "netwatch", new Style(StyleRole.Heading)) + 1;

    static int DrawKeys(Surface row, int needed)
    {
        const int Wide = 16, Narrow = 8;
        int width = row.Width >= 70 && (needed <= row.Width - Wide || needed > row.Width - Narrow) ? Wide : row.Width >= 50 ? Narrow : 0;
        if (width == 0) return 0;
        int x = row.Width - width + 1;
        x = row.Write(x, 0, "?", StyleRole.Accent);
        x = row.Write(x + 1, 0, "help", StyleRole.Muted);
        if (width != Wide) return width;
        x = row.Write(x + 2, 0, "q", StyleRole.Accent);
        row.Write(x + 1, 0, "quit", StyleRole.Muted);
        return width;
    }

    int NeededWidth()
    {
        int width = 0;
        for (int i = 0; i < tabs.Count; i++) width += CellWidth.Of(tabs[i].Tab.Title) + (i < MostNumbered ? 4 : 2);
        return width;
    }

    // Where not all titles fit, the others are their numbers alone.
    int DrawTab(Surface row, int x, int index, bool isActive, bool isShort)
    {
        TabHost host = tabs[index];
        Style title = isActive ? new Style(StyleRole.Selection, TextAttributes.Bold) : StyleRole.Bar;
        Style number = isActive ? title : StyleRole.Accent;
        if (host.Error is not null && !isActive) title = StyleRole.Alert;
        x += row.Put(x, 0, ' ', title);
        if (index < MostNumbered)
        {
            x += row.Put(x, 0, '1' + index, number);
            x += row.Put(x, 0, ' ', title);
        }

        if (isShort) return x;
        x = row.Write(x, 0, host.Tab.Title, title);
        return x + row.Put(x, 0, ' ', title);
    }
}
