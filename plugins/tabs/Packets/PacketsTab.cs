using System.Globalization;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Packets;

/// <summary>The packets: a list, the detail tree of the selected one, and its bytes.</summary>
[Tab("packets", "Packets", Order = 30)]
public sealed class PacketsTab : ITab
{
    const int WheelRows = 3;
    const string NotGranted = "This tab shows raw packets, but its plugin was not given the capability RawPackets. "
        + "`netwatch plugin info packets` tells what was granted.";

    readonly IPacketHistory? _history;
    readonly PacketList? _list;
    readonly PacketView? _view;
    readonly FilterLine _filter;
    readonly TextInput _jump = new(19);
    Layout _layout;
    Pane _focus;
    long _filterVersion;
    string? _message;
    bool _isJumping;
    bool _prefersHex;
    bool _isTouched;

    public PacketsTab(IPluginContext context)
    {
        _filter = new FilterLine(context.Filters);
        _history = context.Packets;
        if (_history is null) return;
        _list = new PacketList(_history, context.Time);
        _view = new PacketView(_history);
    }

    public IReadOnlyList<KeyHint> Keys { get; } =
    [
        new("f", "follow", "Go along with the newest packets, or stand still."),
        new("/", "filter", "Filter the list; Enter keeps the filter, Escape goes back."),
        new("Enter →", "tree", "Move the keys into the detail tree; there Enter, → and ← open and close nodes."),
        new("w", "pane", "Move the keys to the next pane."),
        new("x", "hex", "Bytes instead of the tree, on screens too small for both."),
        new("T", "time", "Time since the first packet, time of day, or time since the packet above."),
        new(":", "jump", "Go to a packet by its number."),
        new("Esc", "back", "Back to the list; there close the filter, then the details."),
        new("↑↓ j k", "select", "Select a packet; PgUp, PgDn, Home, End, g and G go further."),
    ];

    public bool IsEditing => _filter.IsEditing || _isJumping;

    public bool WantsFrame => _list?.IsSearching ?? false;

    public void Draw(in Frame frame, Surface surface)
    {
        EngineSnapshot? engine = frame.Get<EngineSnapshot>();
        if (_history is null || _list is null || _view is null)
        {
            Paragraph.Draw(surface, NotGranted, StyleRole.Warning);
            return;
        }

        if (_history.Last == 0)
        {
            Paragraph.Draw(surface, engine?.Notice ?? "Waiting for the first packets …", StyleRole.Muted);
            return;
        }

        ApplyFilter();
        Begin(engine);
        int lineRows = LineRows(surface.Height);
        Surface body = surface.Slice(0, 0, surface.Width, surface.Height - lineRows);
        _layout = Layout.Of(body.Width, body.Height, _list.Selected != 0, _prefersHex);
        if (!_layout.Shows(_focus)) _focus = Pane.List;
        DrawList(Part(body, Pane.List), engine, frame.IsPaused);
        _view.Show(_list.Selected);
        string details = _view.IsGone ? "Details (gone from the ring)" : "Details";
        bool isTree = _focus == Pane.Tree;
        if (_layout.Shows(Pane.Tree)) _view.DrawTree(Panel.Draw(Part(body, Pane.Tree), details, "", isTree), isTree);
        if (_layout.Shows(Pane.Hex)) _view.DrawHex(Panel.Draw(Part(body, Pane.Hex), "Bytes", "", _focus == Pane.Hex));
        if (lineRows > 0) DrawLine(surface.Slice(0, surface.Height - lineRows, surface.Width, lineRows));
    }

    public bool OnKey(in KeyPress key)
    {
        if (_list is null || _view is null) return false;
        _message = null;
        if (_isJumping) return OnJumpKey(key);
        if (_filter.IsEditing) return _filter.OnKey(key);
        if (key.Key == Key.Escape && _focus != Pane.List)
        {
            _focus = Pane.List;
            return true;
        }

        if (_filter.OnKey(key) || OnCommand(key, _list)) return true;
        bool used = _focus switch
        {
            Pane.Tree => OnTreeKey(key, _view),
            Pane.Hex => _view.OnHexKey(key),
            _ => OnListKey(key, _list),
        };
        _isTouched |= used;
        return used;
    }

    public bool OnMouse(in MouseInput mouse)
    {
        if (_list is null || _view is null) return false;
        Pane? hit = PaneAt(mouse.X, mouse.Y);
        if (hit is not { } pane) return false;
        _isTouched = true;
        int wheel = mouse.Kind switch { MouseKind.WheelUp => -WheelRows, MouseKind.WheelDown => WheelRows, _ => 0 };
        if (wheel != 0 && pane == Pane.List) _list.Scroll(wheel);
        else if (wheel != 0) _view.Scroll(pane, wheel);
        else if (mouse.Kind == MouseKind.Press)
        {
            _focus = pane;
            int row = mouse.Y - _layout[pane].Y - 1;
            if (pane == Pane.List) _list.Click(row - 1);
            else if (pane == Pane.Tree) _view.ClickTree(row);
        }

        return true;
    }

    Surface Part(Surface body, Pane pane)
    {
        Rect area = _layout[pane];
        return body.Slice(area.X, area.Y, area.Width, area.Height);
    }

    Pane? PaneAt(int x, int y)
    {
        if (_layout.Tree.Contains(x, y)) return Pane.Tree;
        if (_layout.Hex.Contains(x, y)) return Pane.Hex;
        return _layout.List.Contains(x, y) ? Pane.List : null;
    }

    void ApplyFilter()
    {
        if (_filter.Version == _filterVersion) return;
        _filterVersion = _filter.Version;
        _list!.Use(_filter.Filter);
    }

    // Of a file one wants to see the beginning once it has been read; live the newest.
    void Begin(EngineSnapshot? engine)
    {
        if (_isTouched || engine is not { State: SourceState.Ended, Progress: > 0 }) return;
        _isTouched = true;
        _list!.Select(_history!.First);
    }

    bool OnCommand(in KeyPress key, PacketList list)
    {
        if (key.Is('f')) list.IsFollowing = !list.IsFollowing;
        else if (key.Is('T')) list.TimeMode = (TimeMode)(((int)list.TimeMode + 1) % 3);
        else if (key.Is('x')) (_prefersHex, _focus) = (!_prefersHex, _focus == Pane.List ? Pane.List : _prefersHex ? Pane.Tree : Pane.Hex);
        else if (key.Is('w')) FocusNext();
        else if (key.Is(':')) _isJumping = true;
        else return false;
        _isTouched = true;
        return true;
    }

    bool OnListKey(in KeyPress key, PacketList list)
    {
        if (list.OnKey(key)) return true;
        if (list.Selected == 0) return false;
        if (key.Key == Key.Escape) list.Deselect();
        else if (key.Key is Key.Enter or Key.Right) FocusNext();
        else return false;
        return true;
    }

    bool OnTreeKey(in KeyPress key, PacketView view)
    {
        if (view.OnTreeKey(key, _layout.Tree.Height - 1)) return true;
        if (key.Key != Key.Left) return false;
        _focus = Pane.List;
        return true;
    }

    bool OnJumpKey(in KeyPress key)
    {
        if (key.Key is not (Key.Enter or Key.Escape))
        {
            bool isText = key.Key == Key.Character && (key.Modifiers & KeyModifiers.Control) == 0;
            return isText && key.Rune is < '0' or > '9' || _jump.OnKey(key);
        }

        _isJumping = false;
        if (key.Key == Key.Enter && long.TryParse(_jump.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) JumpTo(number);
        _jump.Set("");
        return true;
    }

    void JumpTo(long number)
    {
        long first = _history!.First, last = _history.Last;
        if (number >= first && number <= last)
        {
            _isTouched = true;
            _list!.Select(number);
            return;
        }

        _message = number > last
            ? string.Create(CultureInfo.InvariantCulture, $"There is no packet {number} yet; the newest is {last}.")
            : string.Create(CultureInfo.InvariantCulture, $"Packet {number} is gone from the ring, which holds {first} to {last}.");
    }

    void FocusNext()
    {
        for (int step = 1; step <= 3; step++)
        {
            var next = (Pane)(((int)_focus + step) % 3);
            if (!_layout.Shows(next)) continue;
            _focus = next;
            return;
        }
    }

    int LineRows(int height)
    {
        if (_isJumping || _message is not null) return Math.Min(1, height);
        if (!_filter.IsShown) return 0;
        return Math.Min(_filter.IsEditing && height >= 12 ? 2 : 1, height);
    }

    void DrawList(Surface surface, EngineSnapshot? engine, bool isPaused)
    {
        Span<char> note = stackalloc char[128];
        int length = WriteNote(note, isPaused);
        Surface body = Panel.Draw(surface, "Packets", note[..length], _focus == Pane.List && _layout.Shows(Pane.Tree));
        _list!.Draw(body, engine?.FirstPacketTime ?? default, isPaused);
    }

    int WriteNote(Span<char> note, bool isPaused)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        int at = 0;
        Append(note, ref at, Units.Count(_history!.First, buffer));
        Append(note, ref at, " – ");
        Append(note, ref at, Units.Count(_history.Last, buffer));
        Append(note, ref at, isPaused ? " · paused" : _list!.IsFollowing ? " · following" : " · standing still");
        return at;
    }

    void DrawLine(Surface surface)
    {
        if (_message is { } message)
        {
            surface.WriteField(0, 0, surface.Width, message, StyleRole.Warning);
            return;
        }

        if (_isJumping)
        {
            _jump.Draw(surface, "packet number: ", isActive: true);
            return;
        }

        Span<char> note = stackalloc char[Units.MaxLength * 2];
        Span<char> buffer = stackalloc char[Units.MaxLength];
        int at = 0;
        Append(note, ref at, Units.Count(_filter.Filter is null ? 0 : _list!.Count, buffer));
        Append(note, ref at, " pass");
        if (_list!.IsSearching)
        {
            Append(note, ref at, ", searched ");
            Append(note, ref at, Units.Percent(_list.SearchProgress, buffer));
        }

        _filter.Draw(surface, _filter.Filter is null ? default : note[..at]);
    }

    static void Append(Span<char> note, ref int at, ReadOnlySpan<char> text)
    {
        text.CopyTo(note[at..]);
        at += text.Length;
    }
}
