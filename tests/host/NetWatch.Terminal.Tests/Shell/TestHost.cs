using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Input;
using NetWatch.Terminal.Shell;
using NetWatch.Terminal.Terminals;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Tests.Shell;

/// <summary>The shell's screen with everything around it in hand: snapshots, clock, faults, and a screen that replays its bytes.</summary>
sealed class TestHost : ISnapshots, IShellEvents
{
    readonly InputParser _keyboard;
    readonly ShellScreen _shell;

    public TestHost(params ITab[] tabs)
        : this([.. tabs.Select((tab, i) => new ShellTab($"tab{i}", $"Tab{(char)('A' + i)}", $"test.tab{i}", () => tab))])
    {
    }

    public TestHost(params ShellTab[] tabs)
    {
        _shell = new ShellScreen(new ShellOptions { Theme = "dark" }, tabs, this, this, Time, ColorDepth.TrueColor);
        _keyboard = new InputParser(e => _shell.Handle(e));
    }

    public EngineSnapshot? Engine { get; set; } = new()
    {
        Version = 1,
        TakenAt = DateTimeOffset.UnixEpoch,
        Source = "eth0",
        State = SourceState.Running,
        Packets = 1_234_567,
        Bytes = 987_654_321,
        PacketsPerSecond = 5_243,
        BitsPerSecond = 27_300_000,
        FlowsActive = 12,
        FlowsSeen = 345,
        Drops = [new DropCounter("kernel", 0, "Dropped by the kernel."), new DropCounter("ring", 0, "Left the ring.")],
    };

    public ManualTime Time { get; } = new();

    public TestScreen Screen { get; } = new();

    public TerminalSize Size { get; set; } = new(80, 24);

    public List<ShellFault> Retried { get; } = [];

    public List<string> Logged { get; } = [];

    public IReadOnlyList<ShellFault> Faults { get; set; } = [];

    public int? ExitCode => _shell.ExitCode;

    public bool TakeSuspendRequest() => _shell.TakeSuspendRequest();

    public void Retry(ShellFault fault) => Retried.Add(fault);

    public void TabFaulted(ShellTab tab, Exception error) => Logged.Add($"{tab.Id}: {error.Message}");

    public CollectorsSnapshot? Collectors { get; set; }

    public ShellReport? Report { get; set; }

    public List<(string Id, TimeSpan Cadence)> Cadences { get; } = [];

    public ShellReport? TakeReport()
    {
        ShellReport? report = Report;
        Report = null;
        return report;
    }

    public List<(string Id, bool IsEnabled)> Turned { get; } = [];

    public void SetCadence(string collectorId, TimeSpan cadence) => Cadences.Add((collectorId, cadence));

    public void SetEnabled(string collectorId, bool isEnabled) => Turned.Add((collectorId, isEnabled));

    public T? Get<T>() where T : class, ISnapshot => Engine as T ?? Collectors as T;

    public TestHost Type(string keys)
    {
        _keyboard.Feed(System.Text.Encoding.UTF8.GetBytes(keys));
        if (_keyboard.PendingTimeout is not null) _keyboard.Timeout();
        return this;
    }

    public TestHost Lose(params (string Name, long Count)[] drops)
    {
        Engine = Engine! with { Drops = [.. drops.Select(d => new DropCounter(d.Name, d.Count, $"What {d.Name} means."))] };
        return this;
    }

    /// <summary>Draws a frame. Returns how many bytes it took.</summary>
    public int Draw(bool barsOnly = false)
    {
        if (Screen.Width != Size.Width || Screen.Height != Size.Height) Screen.Resize(Size.Width, Size.Height);
        _shell.Capture();
        ReadOnlySpan<byte> bytes = _shell.Render(Size, barsOnly);
        Screen.Feed(bytes);
        return bytes.Length;
    }

    /// <summary>Draws a frame that nobody looks at.</summary>
    public void DrawUnseen()
    {
        _shell.Capture();
        _shell.Render(Size);
    }

    public string Text()
    {
        Draw();
        return Screen.Text;
    }

    public string Top()
    {
        Draw();
        return Screen.Row(0);
    }

    public string Status()
    {
        Draw();
        return Screen.Row(Size.Height - 1);
    }
}
