using NetWatch.Engine.Snapshots;
using NetWatch.Host.Collection;
using NetWatch.Host.Tests.Output;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection;

/// <summary>The real scheduler over fake collectors and a clock that stands still between steps.</summary>
sealed class ScheduledCollectors : IDisposable
{
    const int StrikesUntilOut = 3;

    readonly List<CollectorCandidate> _candidates = [];
    readonly Dictionary<string, int> _strikes = new(StringComparer.Ordinal);
    CollectorScheduler? _scheduler;

    internal ManualTime Time { get; } = new();

    internal SnapshotStore Store { get; } = new();

    internal CollectorScheduler Scheduler => _scheduler ??= new CollectorScheduler(_candidates, Store, Time);

    internal List<Exception> Reported { get; } = [];

    internal void Add(string id, Func<ICollector?> create, double cadenceSeconds = 1, Type? snapshot = null, bool isOff = false) =>
        _candidates.Add(new CollectorCandidate(id, "plugin-" + id, (snapshot ?? typeof(FakeSnapshot)).FullName!, TimeSpan.FromSeconds(cadenceSeconds))
        {
            Create = create,
            IsOff = isOff,
            TakeOut = error =>
            {
                lock (Reported) Reported.Add(error);
                _strikes[id] = StrikesUntilOut;
            },
            IsActive = () => _strikes.GetValueOrDefault(id) < StrikesUntilOut,
            Report = error =>
            {
                lock (Reported) Reported.Add(error);
                _strikes[id] = _strikes.GetValueOrDefault(id) + 1;
                return _strikes[id] >= StrikesUntilOut;
            },
        });

    internal void Add(string id, Func<CollectionContext, ISnapshot?> collect, double cadenceSeconds = 1) =>
        Add(id, () => new FakeCollector(collect), cadenceSeconds);

    internal void Reinstate(string id) => _strikes.Remove(id);

    internal CollectorStatus Status(string id) => Scheduler.Slots.Single(slot => slot.Id == id).Status();

    /// <summary>Lets time pass in steps, and all calls that can come back do so between two steps.</summary>
    internal void Pass(double seconds, params string[] hanging)
    {
        const double Step = 0.1;
        for (double passed = 0; passed < seconds - 1e-9; passed += Step)
        {
            Time.Advance(Step);
            Scheduler.Look();
            Settle(hanging);
        }
    }

    internal void Settle(params string[] hanging)
    {
        foreach (CollectorSlot slot in Scheduler.Slots)
        {
            if (!hanging.Contains(slot.Id)) SpinWait.SpinUntil(() => !slot.IsBusy, TimeSpan.FromSeconds(30)).ShouldBeTrue($"{slot.Id} has not come back");
        }
    }

    public void Dispose() => _scheduler?.Dispose();
}
