using System.Collections.Immutable;
using NetWatch.Engine.Snapshots;
using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Collection;

/// <summary>
/// Calls the collectors at their cadence, each on a thread of its own, and publishes how they stand. Starts are staggered, so that collectors of
/// one cadence do not run at once. One thread looks for what is due and for what hangs; it calls no plugin.
/// </summary>
sealed class CollectorScheduler : ICollectorControl, IDisposable
{
    static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(40);
    static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);

    readonly SnapshotStore _store;
    readonly TimeProvider _time;
    readonly AutoResetEvent _wake = new(false);
    readonly ImmutableArray<CollectorSlot> _slots;
    ImmutableArray<CollectorStatus> _statuses = [];
    long _statusAt, _version;
    bool _isOver;

    internal CollectorScheduler(IEnumerable<CollectorCandidate> candidates, SnapshotStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _slots = [.. candidates.OrderBy(each => each.Id, StringComparer.Ordinal).Select((each, place) => new CollectorSlot(each, store, time, Stagger * place))];
    }

    /// <summary>The places of the collectors, for those who bring them events.</summary>
    internal IReadOnlyList<CollectorSlot> Slots => _slots;

    /// <summary>Begins to look by itself.</summary>
    internal void Start() => new Thread(Run) { IsBackground = true, Name = "collectors" }.Start();

    public TimeSpan ShortestCadence { get; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestCadence { get; } = TimeSpan.FromHours(1);

    public bool SetCadence(string collectorId, TimeSpan cadence)
    {
        cadence = TimeSpan.FromTicks(Math.Clamp(cadence.Ticks, ShortestCadence.Ticks, LongestCadence.Ticks));
        return Change(collectorId, slot => slot.SetCadence(cadence));
    }

    public bool SetEnabled(string collectorId, bool isEnabled) => Change(collectorId, slot => slot.SetEnabled(isEnabled));

    bool Change(string id, Action<CollectorSlot> change)
    {
        if (_slots.FirstOrDefault(slot => slot.Id == id) is not { } found) return false;
        change(found);
        _wake.Set();
        return true;
    }

    /// <summary>Looks once: starts what is due, notices what hangs, publishes how all stand. Returns when to look again.</summary>
    internal TimeSpan Look()
    {
        TimeSpan next = StatusInterval;
        foreach (CollectorSlot slot in _slots)
        {
            TimeSpan wanted = slot.Look();
            if (wanted < next) next = wanted;
        }

        PublishStatus();
        return next;
    }

    void PublishStatus()
    {
        ImmutableArray<CollectorStatus> statuses = [.. _slots.Select(slot => slot.Status())];
        bool hasTurned = statuses.Length != _statuses.Length;
        for (int i = 0; i < statuses.Length && !hasTurned; i++) hasTurned = statuses[i].State != _statuses[i].State || statuses[i].Cadence != _statuses[i].Cadence;
        if (!hasTurned && _time.GetElapsedTime(_statusAt) < StatusInterval) return;
        (_statuses, _statusAt) = (statuses, _time.GetTimestamp());
        _store.Publish(new CollectorsSnapshot { Version = ++_version, TakenAt = _time.GetUtcNow(), Collectors = statuses });
    }

    void Run()
    {
        while (!Volatile.Read(ref _isOver))
        {
            TimeSpan next = StatusInterval;
            try
            {
                next = Look();
            }
            catch (OutOfMemoryException)
            {
                // Somebody takes all there is, until it is refused to him, too; then all go on from where they were.
            }

            // Rounded up: a wait of less than a millisecond would be none, and the loop would spin.
            _wake.WaitOne(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp(next.TotalMilliseconds, 1, StatusInterval.TotalMilliseconds))));
        }
    }

    /// <summary>Ends the calls that can be ended, and waits for none.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        _wake.Set();
        foreach (CollectorSlot slot in _slots) slot.Dispose();
    }
}
