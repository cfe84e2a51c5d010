using NetWatch.Host.Composition;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;
using NetWatch.Terminal.Shell;
using NetWatch.Terminal.Terminals;
using NetWatch.Terminal.Themes;

namespace NetWatch.Bench;

/// <summary>Frames of the real shell at 200×60 over one bundled tab, with 5,000 packets, 2,000 flows and 200 processes.</summary>
sealed class ShellFrames : IShellEvents
{
    const int Looks = 8, Packets = 5_000;
    static readonly TerminalSize Size = new(200, 60);

    readonly SteppedTime _time = new();
    readonly HostServices _services;
    readonly TestPacketHistory _packets = new(Packets);
    readonly (Type Type, ISnapshot Snapshot)[][] _looks;
    readonly ShellScreen _screen;
    int _look;

    internal ShellFrames(string tabId)
    {
        _services = new HostServices(_time) { Packets = _packets };
        for (int i = 1; i <= Packets; i++) _packets.Add(SampleTraffic.Packet(i));
        _looks = [.. Enumerable.Range(1, Looks).Select(static look => BusyMachine.Snapshots(look).All().ToArray())];
        var extensions = new Extensions(new PluginHostOptions { UserFolder = null, StateFolder = null }, _services);
        ShellTab[] tabs = [.. extensions.LoadTabs().Select(static handle => Of(handle))];
        _screen = new ShellScreen(new ShellOptions { Theme = "dark", InitialTab = tabId }, tabs, _services.Store, this, _time, ColorDepth.TrueColor);
        Publish();
        for (int i = 0; i < 4 * Looks; i++) Changed();
        for (int i = 0; i < 64; i++) Unchanged();
    }

    /// <summary>The ids of the bundled tabs.</summary>
    internal static IEnumerable<string> Tabs() =>
        PluginCatalog.Discover(new PluginHostOptions { UserFolder = null, StateFolder = null }).Plugins.SelectMany(static plugin => plugin.Extensions).OfType<TabDeclaration>()
            .OrderBy(static tab => tab.Order).Select(static tab => tab.Id);

    public IReadOnlyList<ShellFault> Faults => [];

    public void Retry(ShellFault fault)
    {
    }

    public void TabFaulted(ShellTab tab, Exception error) => throw new InvalidOperationException($"{tab.Id} failed", error);

    /// <summary>A frame of the same data. Returns how many bytes went to the terminal.</summary>
    internal int Unchanged() => _screen.Render(Size).Length;

    /// <summary>Everything has counted on, for a second. Not part of a frame.</summary>
    internal void Publish()
    {
        _time.Step();
        foreach ((Type type, ISnapshot snapshot) in _looks[_look++ % Looks]) _services.Store.Publish(type, snapshot);
    }

    /// <summary>A frame of what was published. Returns how many bytes went to the terminal.</summary>
    internal int Draw()
    {
        _screen.Capture();
        return _screen.Render(Size).Length;
    }

    /// <summary>Everything counts on, and is drawn.</summary>
    internal int Changed()
    {
        Publish();
        return Draw();
    }

    static ShellTab Of(ExtensionHandle<ITab> handle) => new(handle.Declaration.Id, ((TabDeclaration)handle.Declaration).Title, handle.Plugin.Id, () => handle.Instance);

    sealed class SteppedTime : TimeProvider
    {
        long _seconds;

        public override long TimestampFrequency => 1;

        internal void Step() => _seconds++;

        public override long GetTimestamp() => _seconds;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(_seconds);
    }
}
