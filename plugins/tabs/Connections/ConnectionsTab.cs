using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>The flows as a table that stands still, with a filter and all that was learnt of the selected one.</summary>
[Tab("connections", "Connections", Order = 20)]
public sealed class ConnectionsTab : ITab
{
    const int WheelRows = 3;

    readonly FlowList _list = new();
    readonly FlowColumns _columns = new();
    readonly FlowDetail _detail = new();
    readonly FilterLine _filter;
    readonly StreamView _stream;
    ListCursor _cursor;
    Rect _listArea;
    Rect _detailArea;
    long _selected;
    bool _isFollowing;
    bool _isDetailOpen;
    bool _isDetailFocused;
    bool _isStreamShown;

    readonly FlowRequests _requests;

    public ConnectionsTab(IPluginContext context)
    {
        _requests = new FlowRequests(context.Requests);
        _filter = new FilterLine(context.Filters);
        _stream = new StreamView(context.Plaintext);
    }

    public IReadOnlyList<KeyHint> Keys { get; } =
    [
        new("Enter", "details", "Open or close the details of the selected flow."),
        new("v", "plaintext", "Show what was decrypted of the selected flow, or why nothing was; v goes back to the details."),
        new("x", "form", "Show the plaintext as messages, as text or as hex."),
        new("/", "filter", "Filter the list; Enter keeps the filter, Escape goes back."),
        new("s", "sort", "Order by the next column. The order is renewed every three seconds, or on a key."),
        new("S", "reverse", "Turn the order around."),
        new("f", "follow", "Keep the newest flow selected."),
        new("e", "ended", "List also flows that ended more than a minute ago."),
        new("T", "route", "Find the way to the server of the selected flow, hop by hop (traceroute)."),
        new("W", "whois", "Ask who the address of the server is registered to; needs network.egress in the configuration."),
        new("w", "pane", "Move the keys between list and details."),
        new("↑↓ j k", "select", "Select a flow; PgUp, PgDn, Home, End, g and G go further."),
    ];

    public bool IsEditing => _filter.IsEditing;

    public void Draw(in Frame frame, Surface surface)
    {
        _detailArea = default;
        FlowTableSnapshot? table = frame.Get<FlowTableSnapshot>();
        EngineSnapshot? engine = frame.Get<EngineSnapshot>();
        if (table is null)
        {
            Paragraph.Draw(surface, engine?.Notice ?? "Waiting for the first packets …", StyleRole.Muted);
            return;
        }

        _columns.Names = _detail.Names = frame.Get<NamesSnapshot>();
        _columns.Places = _detail.Places = frame.Get<GeoSnapshot>();
        Timestamp now = engine?.PacketTime ?? default;
        bool isFile = engine is { Progress: > 0 } or { State: SourceState.Ended };
        if (_list.Update(table, now, _filter, isFile)) KeepSelection();
        int filterRows = _filter.IsShown ? Math.Min(surface.Height >= 12 ? 2 : 1, surface.Height) : 0;
        if (filterRows == 2 && !_filter.IsEditing) filterRows = 1;
        Surface body = surface.Slice(0, 0, surface.Width, surface.Height - filterRows);
        (_listArea, _detailArea) = Split(body);
        DrawList(body.Slice(_listArea.X, _listArea.Y, _listArea.Width, _listArea.Height), table, engine, now);
        if (_isDetailOpen) DrawDetail(body.Slice(_detailArea.X, _detailArea.Y, _detailArea.Width, _detailArea.Height), frame, table.Version, now);
        if (filterRows > 0) DrawFilter(surface.Slice(0, surface.Height - filterRows, surface.Width, filterRows));
    }

    public bool OnKey(in KeyPress key)
    {
        if (_filter.IsEditing) return _filter.OnKey(key);
        if (key.Key == Key.Escape && _isDetailOpen)
        {
            _isDetailOpen = false;
            return true;
        }

        if (_filter.OnKey(key) || OnCommand(key)) return true;
        if (_isDetailOpen && _isDetailFocused) return _isStreamShown ? _stream.OnKey(key) : _detail.OnKey(key);
        if (!_cursor.OnKey(key, 0, _list.Count, _listArea.Height - 2)) return false;
        _isFollowing = false;
        Remember();
        return true;
    }

    public bool OnMouse(in MouseInput mouse)
    {
        int wheel = mouse.Kind switch { MouseKind.WheelUp => -WheelRows, MouseKind.WheelDown => WheelRows, _ => 0 };
        if (_isDetailOpen && _detailArea.Contains(mouse.X, mouse.Y))
        {
            if (wheel != 0 && _isStreamShown) _stream.Scroll(wheel);
            else if (wheel != 0) _detail.Scroll(wheel);
            else _isDetailFocused = true;
            return true;
        }

        if (!_listArea.Contains(mouse.X, mouse.Y)) return false;
        if (wheel != 0) _cursor.Scroll(wheel);
        else if (mouse.Kind == MouseKind.Press) Press(mouse.X - _listArea.X - 1, mouse.Y - _listArea.Y - 2);
        return true;
    }

    void Press(int x, int row)
    {
        _isDetailFocused = false;
        if (row == -1 && _columns.SortAt(x) is { } sort) _list.OrderBy(sort);
        long position = _cursor.Top + row;
        if (row < 0 || position >= _list.Count) return;
        if (position == _cursor.Selected) _isDetailOpen = true;
        _cursor.Select(position);
        _isFollowing = false;
        Remember();
    }

    bool OnCommand(in KeyPress key)
    {
        if (key.Key == Key.Enter)
        {
            _isDetailOpen = !_isDetailOpen;
            _isDetailFocused = _isStreamShown = false;
        }
        else if (key.Is('v')) ShowStream();
        else if (key.Is('x') && _isDetailOpen && _isStreamShown) _stream.NextForm();
        else if (key.Is('s')) _list.CycleSort();
        else if (key.Is('S')) _list.Reverse();
        else if (key.Is('e')) _list.ToggleEnded();
        else if (key.Is('T')) Ask("traceroute");
        else if (key.Is('W')) Ask("whois");
        else if (key.Is('w')) _isDetailFocused = _isDetailOpen && !_isDetailFocused;
        else if (key.Is('f'))
        {
            _isFollowing = !_isFollowing;
            KeepSelection();
        }
        else return false;
        return true;
    }

    // From a closed panel straight to the plaintext, with the keys on it: it is there to be scrolled.
    void ShowStream()
    {
        _isStreamShown = !_isDetailOpen || !_isStreamShown;
        _isDetailFocused = _isStreamShown;
        _isDetailOpen = true;
    }

    void Ask(string collectorId)
    {
        int position = _selected == 0 ? -1 : _list.PositionOf(_selected);
        if (position >= 0) _requests.Ask(collectorId, _list[position]);
    }

    // The selection is a flow and not a place: wherever its row went, it goes along, and the window with it.
    void KeepSelection()
    {
        int newest = _isFollowing ? _list.NewestPosition() : -1;
        if (newest >= 0)
        {
            _cursor.Select(newest);
            Remember();
            return;
        }

        int position = _selected == 0 ? -1 : _list.PositionOf(_selected);
        if (position >= 0) _cursor.Relocate(position);
        else Remember();
    }

    void Remember()
    {
        if (_list.Count > 0) _selected = _list[(int)Math.Clamp(_cursor.Selected, 0, _list.Count - 1)].Number;
    }

    (Rect List, Rect Detail) Split(Surface body)
    {
        var whole = new Rect(0, 0, body.Width, body.Height);
        if (!_isDetailOpen) return (whole, default);
        if (body.Width >= 150)
        {
            int detail = Math.Min(76, body.Width * 2 / 5);
            return (whole with { Width = body.Width - detail - 2 }, new Rect(body.Width - detail, 0, detail, body.Height));
        }

        int list = Math.Max(Math.Min(6, body.Height), body.Height * 2 / 5);
        return (whole with { Height = list }, new Rect(0, list, body.Width, body.Height - list));
    }

    void DrawList(Surface surface, FlowTableSnapshot table, EngineSnapshot? engine, Timestamp now)
    {
        Span<char> note = stackalloc char[160];
        ReadOnlySpan<char> counts = note[..WriteNote(note, table, engine, surface.Width)];
        Surface body = Panel.Draw(surface, "Connections", counts, _isDetailOpen && !_isDetailFocused);
        Surface rows = body.Slice(1, 0, body.Width - 2, body.Height);
        _columns.Arrange(rows.Width, _list.HasProcesses);
        _columns.DrawHeader(rows, _list.Sort, _list.IsReversed);
        int height = Math.Max(0, rows.Height - 1);
        _cursor.Fit(0, _list.Count, height);
        string nothing = _filter.Filter is null ? "no flows yet" : "no flow passes the filter";
        if (_list.Count == 0) rows.WriteField(0, 1, rows.Width, nothing, StyleRole.Muted);
        for (int y = 0; y < height && _cursor.Top + y < _list.Count; y++)
        {
            _columns.DrawRow(rows.Slice(0, y + 1, rows.Width, 1), _list[(int)_cursor.Top + y], now);
            if (_cursor.Top + y == _cursor.Selected) body.Slice(0, y + 1, body.Width, 1).Restyle(0, StyleRole.Selection);
        }

        ScrollBar.Draw(body.Slice(body.Width - 1, 1, 1, height), _cursor.Top, _list.Count);
    }

    void DrawDetail(Surface surface, in Frame frame, long version, Timestamp now)
    {
        int position = _selected == 0 ? -1 : _list.PositionOf(_selected);
        if (position >= 0 && _isStreamShown) _stream.Update(surface.Width, _selected, WhyNothing(_list[position].Record));
        string title = !_isStreamShown ? "Details" : _stream.Title;
        Surface body = Panel.Draw(surface, title, _isDetailFocused ? "w list  Esc close" : "w scroll  Esc close", _isDetailFocused);
        if (position >= 0 && _isStreamShown) _stream.Draw(body);
        else if (position >= 0) _detail.Draw(body, _list[position], new DetailSources(version, frame.Get<SocketTableSnapshot>(), frame.Get<AttributionSnapshot>(), now));
        else body.WriteField(1, 0, body.Width - 1, "no flow is selected", StyleRole.Muted);
    }

    static string WhyNothing(in FlowRecord record) => record.Decryption switch
    {
        { HasPlaintext: true } => "It was decrypted, and is no longer held here; netwatch read --plaintext writes all of it.",
        { } status => status.Sentence,
        null => "Nothing of this flow is decrypted: it is in the clear, or no key log was given (--keylog).",
    };

    void DrawFilter(Surface surface)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength + 8];
        int length = Units.Count(_list.Count, buffer).Length;
        " pass".CopyTo(buffer[length..]);
        _filter.Draw(surface, buffer[..(length + 5)]);
    }

    int WriteNote(Span<char> note, FlowTableSnapshot table, EngineSnapshot? engine, int width)
    {
        int at = 0;
        Span<char> buffer = stackalloc char[Units.MaxLength];
        Append(note, ref at, Units.Count(_list.Count, buffer));
        Append(note, ref at, " of ");
        Append(note, ref at, Units.Count(engine?.FlowsSeen ?? table.Rows.Length + table.Omitted, buffer));
        if (width < 70) return at;
        Append(note, ref at, " flows · by ");
        Append(note, ref at, NameOf(_list.Sort));
        if (_list.IsReversed) Append(note, ref at, " reversed");
        if (_list.ShowsEnded) Append(note, ref at, " · ended too");
        if (_isFollowing) Append(note, ref at, " · following");
        return at;
    }

    static void Append(Span<char> note, ref int at, ReadOnlySpan<char> text)
    {
        text.CopyTo(note[at..]);
        at += text.Length;
    }

    static string NameOf(FlowSort sort) => sort switch
    {
        FlowSort.DownRate => "↓ rate",
        FlowSort.UpRate => "↑ rate",
        FlowSort.Total => "total",
        FlowSort.Server => "server",
        FlowSort.Protocol => "protocol",
        FlowSort.RoundTrip => "round trip",
        FlowSort.Age => "age",
        FlowSort.Process => "process",
        _ => "arrival",
    };
}
