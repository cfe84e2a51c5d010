using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Processes;

/// <summary>The processes that use the network, as a table that stands still, with all that is known of the selected one.</summary>
[Tab("processes", "Processes", Order = 40)]
public sealed class ProcessesTab : ITab
{
    const int WheelRows = 3;

    readonly ProcessList _list = new();
    readonly ProcessColumns _columns = new();
    readonly ProcessDetail _detail = new();
    ListCursor _cursor;
    Rect _listArea;
    ProcessKey _selected;
    bool _isDetailOpen;

    public IReadOnlyList<KeyHint> Keys { get; } =
    [
        new("Enter", "details", "Open or close the details of the selected process."),
        new("s", "sort", "Order by the next column; rows keep their place for three seconds."),
        new("S", "reverse", "Turn the order around."),
        new("↑↓ j k", "select", "Select a process; PgUp, PgDn, Home, End, g and G go further."),
    ];

    public void Draw(in Frame frame, Surface surface)
    {
        ProcessBandwidthSnapshot? snapshot = frame.Get<ProcessBandwidthSnapshot>();
        if (snapshot is null)
        {
            Paragraph.Draw(surface, "Waiting for the processes. They are those of this machine, so there are none while a capture file is shown.", StyleRole.Muted);
            return;
        }

        if (_list.Update(snapshot)) KeepSelection();
        Surface list = surface, detail = default;
        if (_isDetailOpen && surface.Width >= 150)
        {
            int width = Math.Min(76, surface.Width * 2 / 5);
            list = surface.Slice(0, 0, surface.Width - width - 2, surface.Height);
            detail = surface.Slice(surface.Width - width, 0, width, surface.Height);
        }
        else if (_isDetailOpen)
        {
            int rows = Math.Max(Math.Min(6, surface.Height), surface.Height * 2 / 5);
            list = surface.Slice(0, 0, surface.Width, rows);
            detail = surface.Slice(0, rows, surface.Width, surface.Height - rows);
        }

        _listArea = new Rect(0, 0, list.Width, list.Height);
        DrawList(list, snapshot, frame.Get<AttributionSnapshot>());
        if (!_isDetailOpen || _list.Count == 0) return;
        ProcessTraffic selected = _list[(int)Math.Clamp(_cursor.Selected, 0, _list.Count - 1)];
        Surface body = Panel.Draw(detail, selected.Process.Name.AsSpan(0, Math.Min(selected.Process.Name.Length, 32)), "Enter closes");
        _detail.Draw(body, selected, frame.Get<ConnectionsSnapshot>(), frame.Get<NamesSnapshot>(), frame.Now);
    }

    void DrawList(Surface surface, ProcessBandwidthSnapshot snapshot, AttributionSnapshot? attribution)
    {
        Span<char> note = stackalloc char[96], unknown = stackalloc char[Units.MaxLength];
        int length = 0;
        if (snapshot.UnattributedBytes > 0) note.TryWrite($"{Units.Bytes(snapshot.UnattributedBytes, unknown)} without a process", out length);
        Surface body = Panel.Draw(surface, "Processes", note[..length]);
        Surface table = body.Slice(1, 0, body.Width - 2, body.Height);
        _columns.Arrange(table.Width);
        _columns.DrawHeader(table, _list.Sort, _list.IsReversed);
        int height = Math.Max(0, table.Height - 1);
        _cursor.Fit(0, _list.Count, height);
        if (_list.Count == 0) Paragraph.Draw(table.Slice(0, 1, table.Width, height), attribution?.Notice ?? "no process with traffic yet", StyleRole.Muted);
        for (int y = 0; y < height && _cursor.Top + y < _list.Count; y++)
        {
            _columns.DrawRow(table.Slice(0, y + 1, table.Width, 1), _list[(int)_cursor.Top + y]);
            if (_cursor.Top + y == _cursor.Selected) body.Slice(0, y + 1, body.Width, 1).Restyle(0, StyleRole.Selection);
        }

        ScrollBar.Draw(body.Slice(body.Width - 1, 1, 1, height), _cursor.Top, _list.Count);
    }

    public bool OnKey(in KeyPress key)
    {
        if (key.Key == Key.Enter) _isDetailOpen = !_isDetailOpen;
        else if (key.Key == Key.Escape && _isDetailOpen) _isDetailOpen = false;
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
        else if (mouse.Kind == MouseKind.Press) Press(mouse.X - 1, mouse.Y - 2);
        return true;
    }

    void Press(int x, int row)
    {
        if (row == -1 && _columns.SortAt(x) is { } sort) _list.OrderBy(sort);
        long position = _cursor.Top + row;
        if (row < 0 || position >= _list.Count) return;
        if (position == _cursor.Selected) _isDetailOpen = true;
        _cursor.Select(position);
        Remember();
    }

    // The selection is a process and not a place.
    void KeepSelection()
    {
        int position = _list.PositionOf(_selected);
        if (position >= 0) _cursor.Relocate(position);
        else Remember();
    }

    void Remember()
    {
        if (_list.Count > 0) _selected = _list[(int)Math.Clamp(_cursor.Selected, 0, _list.Count - 1)].Process.Key;
    }
}
