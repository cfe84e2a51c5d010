using System.Collections.Immutable;
using NetWatch.Host.Collection;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Running;
using NetWatch.Host.Tests.EndToEnd;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;
using NetWatch.Terminal.Shell;
using NetWatch.Terminal.Tests;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>All bundled collectors as the program runs them: loaded from their folders, by the real scheduler, behind the real shell.</summary>
sealed class BundledCollectors : IDisposable
{
    internal static readonly string[] Ids = ["connections", "geo", "health", "names", "networkconfig", "networkintel", "packets", "processbandwidth", "traffic"];
    const int MaxForgiven = 5;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Cadence = TimeSpan.FromMilliseconds(500);

    readonly TemporaryFolder _folder = new();
    readonly FastTime _time = new();
    readonly HostServices _services;
    readonly CollectorScheduler _scheduler;
    readonly TestTerminal _terminal = new(120, 70);
    readonly CancellationTokenSource _end = new();
    readonly Thread _screen, _looks;
    readonly MovingTraffic _traffic;
    volatile string _text = "";

    internal BundledCollectors()
    {
        _services = new HostServices(_time);
        Extensions = new Extensions(new PluginHostOptions { UserFolder = null, StateFolder = null }, _services);
        File.WriteAllBytes(_folder["places.mmdb"], Places.Database());
        File.WriteAllText(_folder["netwatch.json"], $$"""
            { "collectors": { "geo": { "database": "{{_folder["places.mmdb"]}}" }, "health": { "target": "127.0.0.1" } } }
            """);
        _services.UserSettings = Settings.Load(_folder["netwatch.json"], new ConfigurationSchema(Extensions.Catalog.Plugins));
        // Probes stay on loopback: what the machine has for gateway and DNS servers is not for the tests.
        Plans = Ids.ToImmutableDictionary(static id => id, id => new HarmPlan(_end.Token) { Alter = id == "networkconfig" ? WithoutOthers : static snapshot => snapshot });
        _scheduler = new CollectorScheduler(Collectors.Of(Extensions, _services.UserSettings, isFile: false).Select(Harmed), _services.Store, _time);
        _traffic = new MovingTraffic(_services.Store, new FlowEventListener(_scheduler.Slots), _time);
        var shell = new TerminalShell(new ShellOptions { Terminal = _terminal }, [], _services.Store, new ShellEvents(Extensions, _services.Collection, _scheduler), _time);
        _terminal.AfterFrame = (terminal, _) => _text = terminal.Screen.Text;
        _screen = new Thread(() => shell.Run(_end.Token));
        _screen.Start();
        _looks = new Thread(Look);
        _looks.Start();
        foreach (string id in Ids) _scheduler.SetCadence(id, id == "health" ? Cadence * 4 : Cadence);
    }

    // In place of the scheduler's own thread, whose waits don't know that the clock is fast.
    void Look()
    {
        do
        {
            _scheduler.Look();
        }
        while (!_end.Token.WaitHandle.WaitOne(2));
    }

    internal Extensions Extensions { get; }

    internal ImmutableDictionary<string, HarmPlan> Plans { get; }

    /// <summary>What is on the screen.</summary>
    internal string Text => _text;

    /// <summary>The last line of the screen.</summary>
    internal string StatusLine => _text[(_text.LastIndexOf('\n') + 1)..];

    internal CollectorStatus Status(string id) => _scheduler.Slots.Single(slot => slot.Id == id).Status();

    internal void Type(string keys) => _terminal.Type(keys);

    internal void SetCadence(string id, double seconds) => _scheduler.SetCadence(id, TimeSpan.FromSeconds(seconds)).ShouldBeTrue();

    static ISnapshot? WithoutOthers(ISnapshot? snapshot) => snapshot is NetworkConfigSnapshot config ? config with { DnsServers = [], Routes = [] } : snapshot;

    CollectorCandidate Harmed(CollectorCandidate candidate)
    {
        HarmPlan plan = Plans[candidate.Id];
        Func<ICollector?> create = candidate.Create;
        return candidate with { Create = () => create() is { } real ? HarmedCollector.Make(real, plan) : null };
    }

    internal void WaitUntil(Func<bool> condition, string what) =>
        SpinWait.SpinUntil(condition, Patience).ShouldBeTrue($"{what}; the screen:\n{Text}\n{string.Join('\n', Ids.Select(Status))}");

    /// <summary>Types keys, a little apart, until something is so; for <see cref="WaitUntil"/>.</summary>
    internal bool Types(string keys, Func<bool> until)
    {
        if (until()) return true;
        Type(keys);
        _end.Token.WaitHandle.WaitOne(50);
        return false;
    }

    /// <summary>Since when its data stand still, as the screen writes it.</summary>
    internal string Since(string id) => Status(id).Since.ToLocalTime().ToString("HH:mm:ss", null);

    internal void AreAllCurrent()
    {
        OthersGoOn();
        foreach (string id in Ids) WaitUntil(() => Status(id).State == CollectorState.Current, $"{id} is not current");
    }

    /// <summary>Waits until all but the named ones have worked on: each has come back in order, and what each publishes is newer.</summary>
    internal void OthersGoOn(params string[] harmed)
    {
        string[] others = [.. Ids.Except(harmed)];
        ImmutableDictionary<string, (long Runs, long Version)> before = others.ToImmutableDictionary(static id => id, id => (Status(id).Runs, Version(id)));
        foreach (string id in others)
        {
            int forgiven = 0;
            WaitUntil(() =>
            {
                if (Status(id).State == CollectorState.Out && forgiven++ < MaxForgiven) Forgive(id);
                return Status(id).Runs > before[id].Runs + 2 && (id == "networkconfig" || Version(id) > before[id].Version);
            }, $"{id} does not go on");
        }
    }

    // On this clock half a second is late, and a busy machine takes that long at times: one that is out for it is taken back, as a user would. Harm
    // that spreads from another comes again.
    void Forgive(string id)
    {
        foreach (ExtensionFault fault in Extensions.Quarantine.Faults)
        {
            if (fault.IsQuarantined && fault.Key.EndsWith($"/{id}", StringComparison.Ordinal)) Extensions.Quarantine.Reinstate(fault.Key);
        }

        SpinWait.SpinUntil(() => Status(id).State != CollectorState.Out, TimeSpan.FromSeconds(5));
    }

    long Version(string id) => (id switch
    {
        "connections" => (ISnapshot?)_services.Store.Get<ConnectionsSnapshot>(),
        "geo" => _services.Store.Get<GeoSnapshot>(),
        "health" => _services.Store.Get<HealthSnapshot>(),
        "names" => _services.Store.Get<NamesSnapshot>(),
        "networkconfig" => _services.Store.Get<NetworkConfigSnapshot>(),
        "networkintel" => _services.Store.Get<DnsActivitySnapshot>(),
        "packets" => _services.Store.Get<PacketsSnapshot>(),
        "processbandwidth" => _services.Store.Get<ProcessBandwidthSnapshot>(),
        _ => _services.Store.Get<TrafficSnapshot>(),
    })?.Version ?? 0;

    public void Dispose()
    {
        _end.Cancel();
        _screen.Join();
        _looks.Join();
        _traffic.Dispose();
        _scheduler.Dispose();
        _terminal.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }
}
