using System.Collections.Immutable;
using NetWatch.Host.Collection;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Running;
using NetWatch.Host.Tests.EndToEnd;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;
using NetWatch.Terminal.Shell;
using NetWatch.Terminal.Tests;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>All bundled collectors as the program runs them: loaded from their folders, by the real scheduler, behind the real shell.</summary>
sealed class BundledCollectors : IDisposable
{
    internal static readonly string[] Ids = ["connections", "geo", "health", "names", "networkconfig", "networkintel", "packets", "processbandwidth", "traffic"];
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5), Cadence = TimeSpan.FromMilliseconds(500);

    // On the clock of the test. Less than half of what the scheduler grants: there is much left when the clock goes slower.
    static readonly TimeSpan LongestForHonestWork = TimeSpan.FromSeconds(2);

    readonly TemporaryFolder _folder = new();
    readonly PacedTime _time = new();
    readonly HostServices _services;
    readonly CollectorScheduler _scheduler;
    readonly TestTerminal _terminal = new(120, 70);
    readonly CancellationTokenSource _end = new();
    readonly Thread _screen, _looks;
    readonly MovingTraffic _traffic;
    readonly Dictionary<string, (long Runs, long Since)> _calls = [];
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

    // In place of the scheduler's own thread, whose waits don't know how fast the clock is.
    void Look()
    {
        do
        {
            _scheduler.Look();
            _time.Move(isFast: !IsHonestWorkLate());
        }
        while (!_end.Token.WaitHandle.WaitOne(2));
    }

    bool IsHonestWorkLate()
    {
        bool isLate = false;
        foreach (CollectorSlot slot in _scheduler.Slots)
        {
            HarmPlan plan = Plans[slot.Id];
            // Read before it is asked who is busy: a call that does harm and begins in between is not forgotten.
            int begun = plan.Begun;
            bool isBusy = slot.IsBusy;
            if (!isBusy) plan.Forget(begun);
            long runs = slot.Status().Runs, now = _time.GetTimestamp();
            (long Runs, long Since) call = _calls.GetValueOrDefault(slot.Id);
            if (!isBusy || plan.IsAwaited || call.Runs != runs) _calls[slot.Id] = call = (runs, now);
            isLate |= _time.GetElapsedTime(call.Since, now) > LongestForHonestWork;
        }

        return isLate;
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
            WaitUntil(() => Status(id).Runs > before[id].Runs + 2 && (id == "networkconfig" || Version(id) > before[id].Version), $"{id} does not go on");
        }
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
