using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Testing.Collection;

/// <summary>Calls one collector as the host does, on a clock that the test moves.</summary>
public sealed class CollectorRun(ICollector collector)
{
    long _version;

    /// <summary>The clock.</summary>
    public ManualClock Clock { get; } = new();

    /// <summary>What the collector said to the user in its last call, or null.</summary>
    public string? Notice { get; private set; }

    /// <summary>Cadence told to the collector.</summary>
    public TimeSpan Cadence { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Lets time pass, hands the events over, and calls the collector.</summary>
    public ISnapshot? Collect(TimeSpan passed, params ReadOnlySpan<FlowEvent> events)
    {
        Clock.Advance(passed);
        if (!events.IsEmpty) ((IFlowEventReceiver)collector).OnEvents(events);
        var context = new CollectionContext { Version = ++_version, Now = Clock.GetUtcNow(), Time = Clock, Cadence = Cadence };
        ISnapshot? snapshot = collector.Collect(context);
        Notice = context.Notice;
        return snapshot;
    }

    /// <summary>The same, for a snapshot that must come.</summary>
    public T Take<T>(TimeSpan passed, params ReadOnlySpan<FlowEvent> events) where T : class, ISnapshot =>
        Collect(passed, events) as T ?? throw new InvalidOperationException($"The collector published no {typeof(T).Name}.");
}
