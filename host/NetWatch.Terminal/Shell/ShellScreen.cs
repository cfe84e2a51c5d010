using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Cells;
using NetWatch.Terminal.Input;
using NetWatch.Terminal.Terminals;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Shell;

/// <summary>What is on the screen and how it answers: renders frames to bytes and handles events. No thread, no wait, no descriptor.</summary>
sealed class ShellScreen
{
    /// <summary>Below this size nothing useful fits.</summary>
    public static readonly TerminalSize Smallest = new(40, 10);

    const int HintLineFrom = 30;

    readonly TabHost[] _tabs;
    readonly TabBar _tabBar;
    readonly ISnapshots _store;
    readonly TabWatch _watch;
    readonly IShellEvents _events;
    readonly TimeProvider _time;
    readonly FrameEncoder _encoder;
    readonly ThemeChoice _theme;
    readonly List<ShellFault> _faults = [];
    CellGrid _grid = new();
    FrameSnapshots _snapshots;
    Overlay? _overlay;
    string? _dismissedNotice;
    Rect _content;
    int _active;
    long _number;
    bool _isSuspendRequested;

    public ShellScreen(ShellOptions options, IReadOnlyList<ShellTab> tabs, ISnapshots snapshots, IShellEvents events, TimeProvider time, ColorDepth colors)
    {
        _events = events;
        _time = time;
        _store = snapshots;
        _snapshots = new FrameSnapshots(snapshots);
        _watch = new TabWatch(time);
        _tabs = [.. tabs.Select(tab => new TabHost(tab, events, time, _watch))];
        _tabBar = new TabBar(_tabs);
        _theme = new ThemeChoice(options.Theme, colors, ColorDepthDetection.IsLightBackground(Environment.GetEnvironmentVariable));
        _encoder = new FrameEncoder(_theme.Styles);
        _active = Math.Max(0, Array.FindIndex(_tabs, host => host.Tab.Id == options.InitialTab));
        Pace = new FramePace(options.Tick);
        Message = new PassingMessage(time);
    }

    /// <summary>How often is drawn.</summary>
    public FramePace Pace { get; }

    /// <summary>The answer to the last key.</summary>
    public PassingMessage Message { get; }

    /// <summary>The exit code, once the user wants to leave.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Whether the user wants to suspend; cleared by reading.</summary>
    public bool TakeSuspendRequest()
    {
        bool isRequested = _isSuspendRequested;
        _isSuspendRequested = false;
        return isRequested;
    }

    TabHost? Active => _tabs.Length == 0 ? null : _tabs[_active];

    /// <summary>Whether the tab on the screen wants another frame though nothing has changed.</summary>
    public bool WantsFrame => Active?.WantsFrame ?? false;

    /// <summary>
    /// Gives up a call into a tab that does not come back. Returns whether there was one: then the thread that draws stays in it, and another
    /// must draw in its place. Any other thread.
    /// </summary>
    public bool GiveUpTab()
    {
        if (_watch.TryGiveUp() is not { } hanging) return false;
        hanging.Tab.GiveUp(hanging.Member);
        // What the call has in its hands it may go on to change.
        _grid = new CellGrid();
        _snapshots = new FrameSnapshots(_store) { IsPaused = _snapshots.IsPaused };
        CloseOverlay();
        return true;
    }

    /// <summary>Takes the latest snapshots. Returns whether any changed.</summary>
    public bool Capture() => _snapshots.Capture();

    /// <summary>The bytes of the next frame, empty when it looks like the last one. <paramref name="barsOnly"/>: without the tab, which may take its time to be made.</summary>
    public ReadOnlySpan<byte> Render(TerminalSize size, bool barsOnly = false)
    {
        _grid.Reset(size.Width, size.Height);
        Surface screen = _grid.Surface;
        if (size.Width < Smallest.Width || size.Height < Smallest.Height) DrawTooSmall(screen);
        else DrawAll(screen, barsOnly);
        return _encoder.Encode(_grid);
    }

    void DrawAll(Surface screen, bool barsOnly)
    {
        var frame = new Frame(_snapshots, ++_number, _time.GetUtcNow(), _snapshots.IsPaused);
        EngineSnapshot? engine = frame.Get<EngineSnapshot>();
        string? notice = engine?.Notice is { } text && text != _dismissedNotice ? text : null;
        int banner = NoticeBanner.Height(notice, screen.Width, screen.Height), hints = screen.Height >= HintLineFrom ? 1 : 0;
        int bottom = screen.Height - 1 - hints - banner;
        _content = new Rect(0, 1, screen.Width, bottom - 1);
        if (!barsOnly) Active?.Draw(frame, screen.Slice(_content.X, _content.Y, _content.Width, _content.Height));
        _tabBar.Draw(screen.Slice(0, 0, screen.Width, 1), _active);
        if (banner > 0) NoticeBanner.Draw(screen.Slice(0, bottom, screen.Width, banner), notice!, engine!.State == SourceState.Failed);
        if (hints > 0) HintLine.Draw(screen.Slice(0, screen.Height - 2, screen.Width, 1), Active?.Keys ?? []);
        StatusLine.Draw(screen.Slice(0, screen.Height - 1, screen.Width, 1), engine, _snapshots.IsPaused, Faults().Count, Message.Text,
            frame.Get<CollectorsSnapshot>(), frame.Now);
        _overlay?.Draw(screen);
    }

    static void DrawTooSmall(Surface screen)
    {
        int y = Math.Max(0, screen.Height / 2 - 1);
        Span<char> line = stackalloc char[48];
        line.TryWrite($"This window is {screen.Width}×{screen.Height}.", out int length);
        screen.Write(0, y, line[..length]);
        line.TryWrite($"netwatch needs {Smallest.Width}×{Smallest.Height}.", out length);
        screen.Write(0, y + 1, line[..length], StyleRole.Accent);
    }

    /// <summary>Handles one event.</summary>
    public void Handle(in TerminalEvent happened)
    {
        switch (happened.Kind)
        {
            case TerminalEventKind.Key: OnKey(happened.Key); break;
            case TerminalEventKind.Paste: OnPaste(happened.Key); break;
            case TerminalEventKind.Mouse: OnMouse(happened.Mouse); break;
            // Also when the size is the same again: the terminal has moved its content there and back.
            case TerminalEventKind.Resize or TerminalEventKind.Resumed: _encoder.Invalidate(); break;
            case TerminalEventKind.Background when _theme.UseBackground(happened.Value): _encoder.UseStyles(_theme.Styles); break;
            case TerminalEventKind.Quit: ExitCode = happened.Value; break;
        }
    }

    void OnKey(in KeyPress key)
    {
        if (OnControlKey(key)) return;
        if (_overlay is { } overlay)
        {
            if (!overlay.OnKey(key)) CloseOverlay();
            return;
        }

        // Asked on both sides of the key: the letter that closes a filter line is not a command.
        bool isEditing = Active?.IsEditing ?? false;
        if (Active?.OnKey(key) ?? false)
        {
            if (_events.TakeReport() is { } report) _overlay = new ReportOverlay(report, _time);
            return;
        }

        if (isEditing && key.Key != Key.F1) return;
        OnShellKey(key);
    }

    bool OnControlKey(in KeyPress key)
    {
        if (key.Key != Key.Character || key.Modifiers != KeyModifiers.Control) return false;
        switch (key.Rune)
        {
            case 'c': ExitCode = 0; return true;
            case 'l': _encoder.Invalidate(); return true;
            case 'z': _isSuspendRequested = true; return true;
            default: return false;
        }
    }

    void OnShellKey(in KeyPress key)
    {
        switch (key.Key)
        {
            case Key.F1: OpenHelp(); return;
            case Key.Tab: Go(_active + (key.Modifiers.HasFlag(KeyModifiers.Shift) ? -1 : 1)); return;
            case Key.Escape: _dismissedNotice = _snapshots.Get<EngineSnapshot>()?.Notice; return;
        }

        if (key.Key != Key.Character || (key.Modifiers & (KeyModifiers.Alt | KeyModifiers.Control)) != 0) return;
        switch (key.Rune)
        {
            case 'q': ExitCode = 0; break;
            case >= '1' and <= '9' when key.Rune - '1' < _tabs.Length: Go(key.Rune - '1'); break;
            case '?': OpenHelp(); break;
            case '!': _overlay = new LossOverlay(_snapshots, Faults, RetryAll); break;
            case 'c': _overlay = new CollectorsOverlay(_snapshots, _events, RetryAll, _time); break;
            case ' ' or 'p': _snapshots.IsPaused = !_snapshots.IsPaused; break;
            case 't': NextTheme(); break;
            case '+' or '=': Draw(Pace.Faster()); break;
            case '-': Draw(Pace.Slower()); break;
        }
    }

    // Pasted text goes to a field that takes text and nowhere else: a pasted q must not quit.
    void OnPaste(in KeyPress key)
    {
        if (_overlay is null && Active is { IsEditing: true } tab) tab.OnKey(key);
    }

    void OnMouse(in MouseInput mouse)
    {
        if (_overlay is { } overlay)
        {
            if (mouse.Kind == MouseKind.WheelUp) overlay.Scroll(-3);
            else if (mouse.Kind == MouseKind.WheelDown) overlay.Scroll(3);
            else if (mouse.Kind == MouseKind.Press && !overlay.Area.Contains(mouse.X, mouse.Y)) CloseOverlay();
        }
        else if (mouse.Y == 0)
        {
            if (mouse.Kind == MouseKind.Press && _tabBar.At(mouse.X) is >= 0 and var tab) Go(tab);
        }
        else if (_content.Contains(mouse.X, mouse.Y))
        {
            Active?.OnMouse(mouse with { X = mouse.X - _content.X, Y = mouse.Y - _content.Y });
        }
    }

    void CloseOverlay()
    {
        _overlay?.OnClosed();
        _overlay = null;
    }

    void OpenHelp()
    {
        if (Active is not null) _overlay = new HelpOverlay(() => Active!);
    }

    void Go(int tab)
    {
        if (_tabs.Length > 0) _active = (tab + _tabs.Length) % _tabs.Length;
    }

    void NextTheme()
    {
        if (_theme.Next())
        {
            _encoder.UseStyles(_theme.Styles);
            _events.ThemeChosen(_theme.Name);
        }

        Message.Show($"theme {_theme.Name}");
    }

    /// <summary>Name of the theme.</summary>
    public string Theme => _theme.Name;

    /// <summary>Takes another theme. Returns whether the terminal can show it.</summary>
    public bool UseTheme(string name)
    {
        if (!_theme.Use(name)) return false;
        _encoder.UseStyles(_theme.Styles);
        return true;
    }

    void Draw(string howOften)
    {
        Message.Show(howOften);
        _events.TickChosen(Pace.Tick);
    }

    List<ShellFault> Faults()
    {
        _faults.Clear();
        foreach (TabHost tab in _tabs)
            if (tab.Fault is { } fault) _faults.Add(fault);
        IReadOnlyList<ShellFault> others = _events.Faults;
        for (int i = 0; i < others.Count; i++) _faults.Add(others[i]);
        return _faults;
    }

    void RetryAll()
    {
        foreach (TabHost tab in _tabs)
            if (tab.Fault is not null) tab.Retry();
        foreach (ShellFault fault in _events.Faults) _events.Retry(fault);
        Message.Show("trying again");
    }
}
