using NetWatch.Engine.Snapshots;
using NetWatch.Host.Composition;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Collection;
using NetWatch.Terminal.Shell;

namespace NetWatch.Host.Collection;

/// <summary>Starts on-demand collectors for tabs and hands their windows to the shell. Screen's thread, unless it says otherwise.</summary>
sealed class CollectionRequests(SnapshotStore store, TimeProvider time) : ICollectionRequests
{
    readonly Dictionary<string, RunningRequest> _running = new(StringComparer.Ordinal);
    ShellReport? _opened;

    /// <summary>The plugins; null until they were found.</summary>
    internal Extensions? Extensions { get; set; }

    /// <summary>Is called after each report, on any thread, so that a frame is drawn.</summary>
    internal Action? OnReport { get; set; }

    public bool Has(string collectorId) => Extensions is { } extensions && extensions.Catalog.Plugins.Any(plugin => plugin.State == PluginState.Ready
        && plugin.Extensions.Any(each => each.Kind == ExtensionKind.OnDemandCollector && each.Id == collectorId));

    public bool Open(string collectorId, CollectionRequest request)
    {
        if (!Has(collectorId)) return false;
        if (_running.TryGetValue(collectorId, out RunningRequest? before)) before.Dispose();
        var running = new RunningRequest(collectorId, Show, time);
        _running[collectorId] = running;
        Start(running, collectorId, request);
        _opened = new ShellReport(collectorId, () => running.Latest, running.Dispose);
        return true;
    }

    void Start(RunningRequest running, string collectorId, CollectionRequest request)
    {
        ExtensionHandle<IOnDemandCollector>? handle = Extensions!.LoadOnDemandCollector(collectorId);
        if (handle is { IsActive: true } && Extensions.MakeAnother(handle) is { } collector)
            running.Start(collector, request, error => handle.Fault(error));
        else
            running.Publish(new RefusedReport(1, time.GetUtcNow(), collectorId, "It can't be used; the faults (key !) and netwatch plugin list say why."));
    }

    void Show(IReportSnapshot report)
    {
        store.Publish(report.GetType(), report);
        OnReport?.Invoke();
    }

    /// <summary>The window that was opened since this was asked last, or null.</summary>
    internal ShellReport? TakeOpened()
    {
        ShellReport? opened = _opened;
        _opened = null;
        return opened;
    }
}
