using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection;

/// <summary>Does in each call what the test wants.</summary>
sealed class FakeCollector(Func<CollectionContext, ISnapshot?> collect) : ICollector, IFlowEventReceiver
{
    int _calls;
    long _events;

    internal int Calls => Volatile.Read(ref _calls);

    internal long Events => Volatile.Read(ref _events);

    internal Action? OnEventsDo { get; init; }

    public ISnapshot? Collect(CollectionContext context)
    {
        Interlocked.Increment(ref _calls);
        return collect(context);
    }

    public void OnEvents(ReadOnlySpan<FlowEvent> events)
    {
        OnEventsDo?.Invoke();
        Interlocked.Add(ref _events, events.Length);
    }
}
