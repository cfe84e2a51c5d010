using NetWatch.Sdk.Snapshots;
using NetWatch.Terminal.Input;
using NetWatch.Terminal.Terminals;

namespace NetWatch.Terminal.Shell;

/// <summary>The screen of netwatch: tabs, status, overlays, and the loop that renders, waits and handles.</summary>
public sealed class TerminalShell : IScreenSettings
{
    // Data comes while the program starts: look for it more often, so that the first of it is on the screen at once.
    static readonly TimeSpan Start = TimeSpan.FromSeconds(2);

    // How often is looked whether the screen's thread hangs in a tab.
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // A flood of events must not keep frames from the screen.
    const int EventsBetweenFrames = 1000;

    readonly ShellOptions _options;
    readonly IReadOnlyList<ShellTab> _tabs;
    readonly ISnapshots _snapshots;
    readonly IShellEvents _events;
    readonly TimeProvider _time;
    readonly EventQueue _queue = new();
    ShellScreen? _screen;

    /// <summary>A shell that is not on the screen yet.</summary>
    public TerminalShell(ShellOptions options, IReadOnlyList<ShellTab> tabs, ISnapshots snapshots, IShellEvents events, TimeProvider time)
    {
        _options = options;
        _tabs = tabs;
        _snapshots = snapshots;
        _events = events;
        _time = time;
    }

    /// <summary>
    /// Shows the screen until the user quits, a signal ends the program or <paramref name="cancellation"/> is requested; restores the
    /// terminal. Returns the exit code: 0, or 128 and the number of the signal. The calling thread waits for the one that draws, and replaces
    /// it when it hangs in a tab.
    /// </summary>
    /// <exception cref="IOException">There is no terminal; the message says what to do.</exception>
    public int Run(CancellationToken cancellation)
    {
        ITerminal? opened = null;
        if (_options.Terminal is null) opened = ProcessTerminal.TryOpen(out string? error) ?? throw new IOException(error);
        ITerminal terminal = _options.Terminal ?? opened!;
        try
        {
            terminal.Enter(_queue);
            using CancellationTokenRegistration ended = cancellation.Register(() => _queue.Post(new TerminalEvent(TerminalEventKind.Quit)));
            return Supervise(terminal);
        }
        finally
        {
            terminal.Leave();
            opened?.Dispose();
        }
    }

    /// <summary>Something that is no snapshot changed (<see cref="IShellEvents.Faults"/>): draw a frame. Any thread, never blocks.</summary>
    public void NotifyChanged() => _queue.Post(new TerminalEvent(TerminalEventKind.Changed));

    /// <inheritdoc/>
    public string Theme => _screen?.Theme ?? "";

    /// <inheritdoc/>
    public bool UseTheme(string name) => _screen?.UseTheme(name) ?? false;

    /// <inheritdoc/>
    public TimeSpan Tick => _screen?.Pace.Tick ?? _options.Tick;

    /// <inheritdoc/>
    public void UseTick(TimeSpan tick) => _screen?.Pace.Set(tick);

    // A tab may hang; then another thread draws in place of the one that is in it.
    int Supervise(ITerminal terminal)
    {
        var screen = new ShellScreen(_options, _tabs, _snapshots, _events, _time, terminal.Colors);
        _screen = screen;
        var thread = new ScreenThread(() => Begin(terminal, screen));
        while (!thread.Wait(Look))
        {
            if (screen.GiveUpTab()) thread = new ScreenThread(() => Loop(terminal, screen));
        }

        return thread.ExitCode();
    }

    int Begin(ITerminal terminal, ShellScreen screen)
    {
        // The bars are on the screen before the first tab is made.
        Write(terminal, screen.Render(terminal.Size, barsOnly: true));
        return Loop(terminal, screen);
    }

    int Loop(ITerminal terminal, ShellScreen screen)
    {
        long started = _time.GetTimestamp(), drawn = started, looked = started;
        Write(terminal, screen.Render(terminal.Size));
        bool isDue = screen.WantsFrame;
        while (true)
        {
            TimeSpan tick = _time.GetElapsedTime(started) < Start ? FramePace.Shortest : screen.Pace.Tick;
            TimeSpan wait = tick - _time.GetElapsedTime(looked);
            if (isDue) wait = Least(wait, FramePace.Shortest - _time.GetElapsedTime(drawn));
            if (screen.Message.Left is { } left) wait = Least(wait, left);
            isDue |= HandleEvents(screen, wait);
            if (screen.ExitCode is { } exitCode) return exitCode;
            if (screen.TakeSuspendRequest()) terminal.Suspend();
            isDue |= screen.Message.Expire();
            if (_time.GetElapsedTime(looked) >= tick)
            {
                looked = _time.GetTimestamp();
                isDue |= screen.Capture();
            }

            if (!isDue || _time.GetElapsedTime(drawn) < FramePace.Shortest) continue;
            isDue = false;
            drawn = _time.GetTimestamp();
            screen.Capture();
            Write(terminal, screen.Render(terminal.Size));
            isDue = screen.WantsFrame;
        }
    }

    // Returns whether anything happened.
    bool HandleEvents(ShellScreen screen, TimeSpan wait)
    {
        // Rounded up: a wait of less than a millisecond would be none, and the loop would spin.
        wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, wait.TotalMilliseconds)));
        int handled = 0;
        while (handled < EventsBetweenFrames && screen.ExitCode is null && _queue.TryTake(out TerminalEvent happened, wait))
        {
            screen.Handle(happened);
            wait = TimeSpan.Zero;
            handled++;
        }

        return handled > 0;
    }

    static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    static void Write(ITerminal terminal, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty) terminal.Write(bytes);
    }
}
