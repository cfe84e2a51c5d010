using NetWatch.Engine;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Collection;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Configuration.Page;
using NetWatch.Host.Decryption;
using NetWatch.Host.Fingerprints;
using NetWatch.Host.Output;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Shell;

namespace NetWatch.Host.Running;

/// <summary>The screen, with the engine on a thread of its own behind it.</summary>
sealed class ScreenRun(Extensions extensions, HostServices services, ShellOptions options, KeySources keys)
{
    internal int RunLive(LiveRequest request)
    {
        // A key log may be named while the program runs: what came before waits for its keys, within its ceilings.
        keys.Ring.ReadyConnections = (int)services.UserSettings.Count(HostSettings.Ready);
        return Run(true, (engine, cancellation) =>
        {
            (PacketPipeline pipeline, SnapshotPublisher publisher) = engine.Make();
            new LiveWorker(extensions, pipeline, publisher, services.Store, services.Time).Work(request, cancellation);
        });
    }

    internal int RunFiles(string[] paths)
    {
        FileWorker? worker = null;
        int exit = Run(false, (engine, cancellation) =>
        {
            worker = new FileWorker(engine, keys, services.Time);
            worker.Work(paths, cancellation);
        });
        if (exit != ExitCodes.Success || worker is not { Errors: { Length: > 0 } errors }) return exit;
        // Told on the screen already, which is gone by now: a script, and who scrolls back, learn it too.
        foreach (string error in errors) Console.Error.WriteLine("netwatch: " + Plain.Clean(error));
        return ExitCodes.BadInput;
    }

    // A library that is loaded before the process gives up rights is loaded for good.
    static void LoadLibraries() => _ = ContentCoding.HasZstd;

    int Run(bool isLive, Action<ScreenEngine, CancellationToken> work)
    {
        MemoryCeiling.Set(isLive);
        using var cancellation = new CancellationTokenSource();
        LoadLibraries();
        var annotator = new LiveAnnotator(extensions.Annotator);
        extensions.Annotator = annotator;
        using var collectors = new CollectorScheduler(Collectors.Of(extensions, services.UserSettings, !isLive), services.Store, services.Time);
        services.Collectors = collectors;
        var history = new ScreenHistory();
        (services.Packets, services.Plaintext) = (history, history);
        var engine = new ScreenEngine(extensions, services, keys, history, isLive) { Listener = new FlowEventListener(collectors.Slots) };
        var sources = new PageSources(services.UserSettings, keys, extensions, services.Store, collectors, services.Time)
        {
            Pipeline = () => engine.Pipeline, Annotator = annotator, IsLive = isLive,
        };
        var page = new SettingsPage(sources);
        services.SettingsPage = page;
        keys.Follow(services.Time);
        // Of the highest priority the platform gives without asking: the ring in the kernel is finite.
        var thread = new Thread(() => work(engine, cancellation.Token)) { IsBackground = true, Name = "engine" };
        thread.Start();
        var shell = new TerminalShell(options, Tabs(), services.Store, new ShellEvents(extensions, services.Collection, collectors, page), services.Time);
        (sources.Screen, page.Changed) = (shell, shell.NotifyChanged);
        extensions.Quarantine.Changed += (_, _) => shell.NotifyChanged();
        services.Collection.Extensions = extensions;
        services.Collection.OnReport = shell.NotifyChanged;
        collectors.Start();
        int exit = shell.Run(CancellationToken.None);
        cancellation.Cancel();
        // A capture that hangs in the kernel must not keep the user from the prompt.
        thread.Join(TimeSpan.FromSeconds(2));
        return exit;
    }

    List<ShellTab> Tabs()
    {
        var tabs = new List<ShellTab>();
        foreach (ExtensionHandle<ITab> handle in extensions.LoadTabs())
        {
            var declaration = (TabDeclaration)handle.Declaration;
            bool isFirst = true;
            tabs.Add(new ShellTab(declaration.Id, declaration.Title, handle.Plugin.Id, () =>
            {
                // The first instance may still be hanging, and has the state in which it failed.
                ITab? tab = isFirst ? handle.Instance : extensions.MakeAnother(handle);
                isFirst = false;
                return tab ?? throw new InvalidOperationException("It can't be made again; netwatch plugin info says why.");
            }));
        }

        return tabs;
    }

    /// <summary>Publishes when something has changed, and no more than four times a second.</summary>
    internal sealed class Cadence(SnapshotPublisher publisher, PacketPipeline pipeline, TimeProvider time)
    {
        static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

        long _published;
        long _packets = -1;
        int _quiet;
        SourceStatus? _status;

        internal void Look(bool force = false)
        {
            if (!force && _published != 0 && time.GetElapsedTime(_published) < Interval) return;
            _published = time.GetTimestamp();
            bool isSame = _packets == pipeline.Counters.Packets && _status == publisher.Source;
            // Rates fall to zero over a few seconds after the last packet; after that nothing changes until one comes.
            _quiet = isSame ? _quiet + 1 : 0;
            if (!force && _quiet > 20) return;
            _packets = pipeline.Counters.Packets;
            _status = publisher.Source;
            publisher.Publish();
        }

        internal void Set(SourceState state, string name, string? notice, double progress = 0) =>
            publisher.Source = publisher.Source with { State = state, Name = name, Notice = notice, Progress = progress };
    }
}
