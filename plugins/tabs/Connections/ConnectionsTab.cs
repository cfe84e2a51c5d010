using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>
/// The flows, and the sockets of which no packet was seen, as a table that stands still, with a filter and all that was learnt of the selected one.
/// </summary>
[Tab("connections", "Connections", Order = 20)]
public sealed class ConnectionsTab : ITab
{
    const int WheelRows = 3;
    const int MostNoteRows = 3, LeastRowsForLongNote = 20;

    readonly FlowList _list = new();
    readonly FlowColumns _columns = new();
    readonly FlowDetail _detail = new();
    readonly PrivilegeNote _privileges = new();
    readonly FilterLine _filter;
    readonly StreamView _stream;
    ListCursor _cursor;
    Rect _listArea;
    int _rowsShown;
    Rect _detailArea;
    long _selected;
    FiveTuple _selectedTuple;
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
        new("e", "ended", "List also what ended more than a minute ago; once more: only what is open."),
        new("l", "listening", "List also sockets that listen, and UDP sockets that receive from anybody."),
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
        ConnectionsSnapshot? connections = frame.Get<ConnectionsSnapshot>();
        EngineSnapshot? engine = frame.Get<EngineSnapshot>();
        if (table is null && connections is null)
        {
            Paragraph.Draw(surface, engine?.Notice ?? "Waiting for the first packets …", StyleRole.Muted);
            return;
        }

        _columns.Names = _detail.Names = frame.Get<NamesSnapshot>();
        _columns.Places = _detail.Places = frame.Get<GeoSnapshot>();
        _columns.LookedAt = connections is null ? default : new Timestamp((connections.TakenAt - DateTimeOffset.UnixEpoch).Ticks * 100);
        Timestamp now = engine?.PacketTime ?? default;
        bool isFile = engine is { Progress: > 0 } or { State: SourceState.Ended };
        if (_list.Update(table, connections, now, _filter, isFile)) KeepSelection();
        _privileges.Update(engine, frame.Get<AttributionSnapshot>(), _list.LacksProcesses);
        int filterRows = _filter.IsShown ? Math.Min(surface.Height >= 12 ? 2 : 1, surface.Height) : 0;
        if (filterRows == 2 && !_filter.IsEditing) filterRows = 1;
        Surface body = surface.Slice(0, 0, surface.Width, surface.Height - filterRows);
        (_listArea, _detailArea) = Split(body);
        DrawList(body.Slice(_listArea.X, _listArea.Y, _listArea.Width, _listArea.Height), engine?.FlowsSeen ?? table?.Rows.Length + table?.Omitted ?? 0, now);
        if (_isDetailOpen) DrawDetail(body.Slice(_detailArea.X, _detailArea.Y, _detailArea.Width, _detailArea.Height), frame, now);
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
        if (!_cursor.OnKey(key, 0, _list.Count, _rowsShown)) return false;
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
        if (row < 0 || row >= _rowsShown || position >= _list.Count) return;
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
        else if (key.Is('e')) _list.CycleEnded();
        else if (key.Is('l')) _list.ToggleListening();
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
        // What listens is asked by nobody yet: there is no other end.
        if (position >= 0 && _list.SocketAt(position) is not { Tuple.SourcePort: 0 }) _requests.Ask(collectorId, _list[position]);
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
        // A socket whose first packet has come goes on as a flow.
        if (position < 0 && _selected != 0 && (position = _list.PositionOf(_selectedTuple)) >= 0) _selected = _list[position].Number;
        if (position >= 0) _cursor.Relocate(position);
        else Remember();
    }

    void Remember()
    {
        if (_list.Count == 0) return;
        ref readonly FlowRow row = ref _list[(int)Math.Clamp(_cursor.Selected, 0, _list.Count - 1)];
        (_selected, _selectedTuple) = (row.Number, row.Record.Tuple);
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

    void DrawList(Surface surface, long flowsSeen, Timestamp now)
    {
        Span<char> note = stackalloc char[ListNote.MaxLength];
        ReadOnlySpan<char> counts = note[..ListNote.Write(note, _list, flowsSeen, _isFollowing, surface.Width)];
        Surface body = Panel.Draw(surface, "Connections", counts, _isDetailOpen && !_isDetailFocused);
        body = body.Slice(0, 0, body.Width, body.Height - DrawPrivileges(body));
        Surface rows = body.Slice(1, 0, body.Width - 2, body.Height);
        _columns.Arrange(rows.Width, _list.HasProcesses, _list.Count > 0 && _list.SocketCount == _list.Count);
        _columns.DrawHeader(rows, _list.Sort, _list.IsReversed);
        int height = _rowsShown = Math.Max(0, rows.Height - 1);
        _cursor.Fit(0, _list.Count, height);
        string nothing = _filter.Filter is not null ? "nothing passes the filter" : "no flows yet";
        if (_list.Count == 0) rows.WriteField(0, 1, rows.Width, nothing, StyleRole.Muted);
        for (int y = 0; y < height && _cursor.Top + y < _list.Count; y++)
        {
            int position = (int)_cursor.Top + y;
            _columns.DrawRow(rows.Slice(0, y + 1, rows.Width, 1), _list[position], _list.SocketAt(position), now);
            if (position == _cursor.Selected) body.Slice(0, y + 1, body.Width, 1).Restyle(0, StyleRole.Selection);
        }

        ScrollBar.Draw(body.Slice(body.Width - 1, 1, 1, height), _cursor.Top, _list.Count);
    }

    // Below the rows: what is missing is worth less than what is there.
    int DrawPrivileges(Surface body)
    {
        if (_privileges.Text.Length == 0 || body.Height < 8 || body.Width < 20) return 0;
        bool isShort = body.Height < LeastRowsForLongNote;
        ReadOnlySpan<char> text = isShort ? _privileges.ShortText : _privileges.Text, rest = text;
        int height = 0, most = isShort ? 1 : MostNoteRows;
        for (; height < most && !rest.IsEmpty; height++) rest = rest[Paragraph.LineLength(rest, body.Width - 2)..].TrimStart(' ');
        Paragraph.Draw(body.Slice(1, body.Height - height, body.Width - 2, height), text, StyleRole.Muted);
        return height;
    }

    void DrawDetail(Surface surface, in Frame frame, Timestamp now)
    {
        int position = _selected == 0 ? -1 : _list.PositionOf(_selected);
        ConnectionRow? socket = position < 0 ? null : _list.SocketAt(position);
        if (position >= 0 && _isStreamShown) _stream.Update(surface.Width, _selected, WhyNothing(socket, _list[position].Record));
        string title = !_isStreamShown ? "Details" : _stream.Title;
        Surface body = Panel.Draw(surface, title, _isDetailFocused ? "w list  Esc close" : "w scroll  Esc close", _isDetailFocused);
        if (position >= 0 && _isStreamShown) _stream.Draw(body);
        else if (position >= 0)
        {
            long version = (socket is null ? frame.Get<FlowTableSnapshot>()?.Version : frame.Get<ConnectionsSnapshot>()?.Version) ?? 0;
            var sources = new DetailSources(version, socket, frame.Get<SocketTableSnapshot>(), frame.Get<AttributionSnapshot>(), now)
            {
                IsCapturing = frame.Get<EngineSnapshot>() is { State: SourceState.Running },
            };
            _detail.Draw(body, _list[position], sources);
        }
        else body.WriteField(1, 0, body.Width - 1, "nothing is selected", StyleRole.Muted);
    }

    static string WhyNothing(ConnectionRow? socket, in FlowRecord record) => record.Decryption switch
    {
        _ when socket is not null => "No packet of it was captured, so there is nothing to decrypt.",
        { HasPlaintext: true } => "It was decrypted, and is no longer held here; netwatch read --plaintext writes all of it.",
        { } status => status.Sentence,
        null => "Nothing of this flow is decrypted: it is in the clear, or no key log was given (--keylog, or in Settings).",
    };

    void DrawFilter(Surface surface)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength + 8];
        int length = Units.Count(_list.Count, buffer).Length;
        " pass".CopyTo(buffer[length..]);
        _filter.Draw(surface, buffer[..(length + 5)]);
    }
}
