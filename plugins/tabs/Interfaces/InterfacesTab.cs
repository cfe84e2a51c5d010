using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Interfaces;

/// <summary>The interfaces of the machine, how they are set up, and whether what they lead to answers.</summary>
[Tab("interfaces", "Interfaces", Order = 50)]
public sealed class InterfacesTab : ITab
{
    const int WheelRows = 3;

    readonly InterfaceList _list = new();
    readonly InterfaceColumns _columns = new();
    readonly CoursePanel _course = new();
    readonly HealthPanel _health = new();
    readonly DnsPanel _dns = new();
    ListCursor _cursor;
    Rect _listArea;
    string _selected = "";
    bool _showsDns;

    public IReadOnlyList<KeyHint> Keys { get; } =
    [
        new("h", "hour", "Show the last hour, or the last minute."),
        new("d", "dns", "On a narrow screen: DNS activity in place of the set-up."),
        new("s", "sort", "Order by the next column; rows keep their place for three seconds."),
        new("S", "reverse", "Turn the order around."),
        new("↑↓ j k", "select", "Select an interface; PgUp, PgDn, Home, End, g and G go further."),
    ];

    public void Draw(in Frame frame, Surface surface)
    {
        TrafficSnapshot? traffic = frame.Get<TrafficSnapshot>();
        NetworkConfigSnapshot? config = frame.Get<NetworkConfigSnapshot>();
        HealthSnapshot? health = frame.Get<HealthSnapshot>();
        if (traffic is null)
        {
            Paragraph.Draw(surface, "Waiting for the interfaces. They are those of this machine, so there are none while a capture file is shown.", StyleRole.Muted);
            return;
        }

        if (_list.Update(traffic)) KeepSelection();
        int width = surface.Width, height = surface.Height;
        bool isWide = width >= 150 && height >= 30;
        int rows = Math.Clamp(_list.Count + 2, 4, Math.Max(4, height * (isWide ? 1 : 2) / 5));
        _listArea = new Rect(0, 0, width, rows);
        DrawList(surface.Slice(0, 0, width, rows), config);
        Surface rest = surface.Slice(0, rows, width, height - rows);
        if (_list.Count == 0 || rest.Height <= 0) return;
        InterfaceTraffic selected = _list[(int)Math.Clamp(_cursor.Selected, 0, _list.Count - 1)];
        DnsActivitySnapshot? dns = frame.Get<DnsActivitySnapshot>();
        if (isWide) DrawWide(rest, selected, config, health, dns);
        else DrawNarrow(rest, selected, config, health, dns);
    }

    void DrawWide(Surface rest, InterfaceTraffic selected, NetworkConfigSnapshot? config, HealthSnapshot? health, DnsActivitySnapshot? dns)
    {
        int left = rest.Width * 3 / 5, right = rest.Width - left - 2;
        _course.Draw(rest.Slice(0, 0, left, rest.Height), selected);
        int healthRows = Math.Min(HealthPanel.WantedHeight(health), rest.Height / 2);
        _health.Draw(rest.Slice(left + 2, 0, right, healthRows), health);
        int setupRows = Math.Min(16, (rest.Height - healthRows) / 2), dnsTop = healthRows + setupRows;
        SetupPanel.Draw(rest.Slice(left + 2, healthRows, right, setupRows), config, selected.Name);
        _dns.Draw(rest.Slice(left + 2, dnsTop, right, rest.Height - dnsTop), dns);
    }

    void DrawNarrow(Surface rest, InterfaceTraffic selected, NetworkConfigSnapshot? config, HealthSnapshot? health, DnsActivitySnapshot? dns)
    {
        int healthRows = Math.Min(HealthPanel.WantedHeight(health), Math.Max(0, rest.Height - 5));
        int courseRows = rest.Height - healthRows;
        int left = rest.Width >= 70 ? rest.Width * 3 / 5 : rest.Width;
        _course.Draw(rest.Slice(0, 0, left, courseRows), selected);
        Surface side = rest.Slice(left + 2, 0, rest.Width - left - 2, courseRows);
        if (_showsDns) _dns.Draw(side, dns);
        else SetupPanel.Draw(side, config, selected.Name);
        _health.Draw(rest.Slice(0, courseRows, rest.Width, healthRows), health);
    }

    void DrawList(Surface surface, NetworkConfigSnapshot? config)
    {
        Surface body = Panel.Draw(surface, "Interfaces", "by the kernel's counters");
        Surface table = body.Slice(1, 0, body.Width - 2, body.Height);
        _columns.Arrange(table.Width);
        _columns.DrawHeader(table, _list.Sort, _list.IsReversed);
        int height = Math.Max(0, table.Height - 1);
        _cursor.Fit(0, _list.Count, height);
        for (int y = 0; y < height && _cursor.Top + y < _list.Count; y++)
        {
            InterfaceTraffic traffic = _list[(int)_cursor.Top + y];
            _columns.DrawRow(table.Slice(0, y + 1, table.Width, 1), traffic, Find(config, traffic.Name));
            if (_cursor.Top + y == _cursor.Selected) body.Slice(0, y + 1, body.Width, 1).Restyle(0, StyleRole.Selection);
        }

        ScrollBar.Draw(body.Slice(body.Width - 1, 1, 1, height), _cursor.Top, _list.Count);
    }

    static InterfaceConfig? Find(NetworkConfigSnapshot? config, string name)
    {
        if (config is null) return null;
        foreach (InterfaceConfig each in config.Interfaces)
        {
            if (each.Name == name) return each;
        }

        return null;
    }

    public bool OnKey(in KeyPress key)
    {
        if (key.Is('d')) _showsDns = !_showsDns;
        else if (key.Is('h')) _course.IsHour = !_course.IsHour;
        else if (key.Is('s')) _list.CycleSort();
        else if (key.Is('S')) _list.Reverse();
        else if (_cursor.OnKey(key, 0, _list.Count, _listArea.Height - 2)) Remember();
        else return false;
        return true;
    }

    public bool OnMouse(in MouseInput mouse)
    {
        if (!_listArea.Contains(mouse.X, mouse.Y)) return false;
        if (mouse.Kind == MouseKind.WheelUp) _cursor.Scroll(-WheelRows);
        else if (mouse.Kind == MouseKind.WheelDown) _cursor.Scroll(WheelRows);
        else if (mouse.Kind == MouseKind.Press)
        {
            int row = mouse.Y - 2;
            if (row == -1 && _columns.SortAt(mouse.X - 1) is { } sort) _list.OrderBy(sort);
            if (row < 0 || _cursor.Top + row >= _list.Count) return true;
            _cursor.Select(_cursor.Top + row);
            Remember();
        }

        return true;
    }

    // The selection is an interface and not a place.
    void KeepSelection()
    {
        int position = _list.PositionOf(_selected);
        if (position >= 0) _cursor.Relocate(position);
        else
        {
            _cursor.Select(Busiest());
            Remember();
        }
    }

    // At first the one that carries most: that is what one wants to see.
    int Busiest()
    {
        int best = 0;
        for (int i = 1; i < _list.Count; i++)
        {
            if (_list[i].Received.Bytes + _list[i].Sent.Bytes > _list[best].Received.Bytes + _list[best].Sent.Bytes) best = i;
        }

        return best;
    }

    void Remember()
    {
        if (_list.Count > 0) _selected = _list[(int)Math.Clamp(_cursor.Selected, 0, _list.Count - 1)].Name;
    }
}
