using NetWatch.Engine.Snapshots;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Collection;

/// <summary>The place of one collector in the schedule: when it is due, who serves it, and how it stands.</summary>
sealed class CollectorSlot : IDisposable
{
    /// <summary>How long a call may take at least, however short the cadence.</summary>
    internal static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long a cancelled call has to come back before its thread is left alone.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>How many instances in a row may hang before none is tried any more unless the user wants it.</summary>
    internal const int MostAbandoned = 3;

    /// <summary>What is not kept up this long beyond three times its cadence is stale.</summary>
    static readonly TimeSpan StaleMargin = TimeSpan.FromSeconds(2);

    readonly CollectorCandidate _candidate;
    readonly SnapshotStore _store;
    readonly TimeProvider _time;
    readonly CollectorTally _tally = new();
    readonly Lock _gate = new();
    readonly long _start;
    CollectorWorker? _worker;
    TimeSpan _cadence, _due;
    TimeSpan? _busySince;
    long _version;
    bool _isCancelled, _isDraining, _isOff;

    internal CollectorSlot(CollectorCandidate candidate, SnapshotStore store, TimeProvider time, TimeSpan firstDue)
    {
        (_candidate, _store, _time, _due) = (candidate, store, time, firstDue);
        _start = time.GetTimestamp();
        (_cadence, _isOff) = (candidate.Cadence, candidate.IsOff);
        _tally.Begin(time.GetUtcNow(), _isOff);
    }

    internal string Id => _candidate.Id;

    /// <summary>Where events for it wait; null when it wants none or is out. Any thread.</summary>
    internal FlowEventChannel? Events { get; private set; }

    /// <summary>How long a call may take.</summary>
    internal TimeSpan Limit => _cadence * 2 > LeastLimit ? _cadence * 2 : LeastLimit;

    internal void SetCadence(TimeSpan cadence)
    {
        lock (_gate)
        {
            _cadence = cadence;
            TimeSpan latest = Now + cadence;
            if (_due > latest) _due = latest;
        }
    }

    internal void SetEnabled(bool isEnabled)
    {
        lock (_gate)
        {
            if (isEnabled != _isOff) return;
            _isOff = !isEnabled;
            LeaveAlone();
            _tally.Begin(_time.GetUtcNow(), _isOff);
            _due = Now;
        }
    }

    TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Does what is due now and returns when to look again.</summary>
    internal TimeSpan Look()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            if (_isOff) return TimeSpan.FromMinutes(1);
            if (!_candidate.IsActive())
            {
                TakeOut();
                return TimeSpan.FromSeconds(1);
            }

            if (_tally.State == CollectorState.Out) _tally.PutBack();
            if (_busySince is { } since) LookAtCall(now, since);
            else if (now >= _due) Begin(now);
            _tally.Age(_time.GetUtcNow(), _cadence * 3 + StaleMargin);
            TimeSpan next = _due - now;
            if (_busySince is { } busy) next = Least(next, busy + Limit + (_isCancelled ? Grace : TimeSpan.Zero) - now);
            return next > TimeSpan.Zero ? next : TimeSpan.Zero;
        }
    }

    void Begin(TimeSpan now)
    {
        _due = _due + _cadence > now ? _due + _cadence : now + _cadence;
        if (_worker is null) Hire();
        (_busySince, _isCancelled, _isDraining) = (now, false, false);
        _worker!.Go(new CollectionContext
        {
            Version = ++_version, Now = _time.GetUtcNow(), Time = _time, Cadence = _cadence, Cancellation = _worker.Cancellation,
        });
    }

    // The instance is made on its own thread: a constructor may hang like everything else of a plugin.
    void Hire()
    {
        var worker = new CollectorWorker(this, _candidate.Create);
        worker.Start("collector " + _candidate.Id);
        _worker = worker;
    }

    /// <summary>The worker's instance is made, or can't be. Returns whether it serves. Worker's thread.</summary>
    internal bool OnMade(CollectorWorker worker, bool isMade, Exception? error)
    {
        lock (_gate)
        {
            if (worker != _worker) return false;
            if (isMade)
            {
                Events = worker.Events;
                return true;
            }

            if (error is not null) _tally.Fail(error, _candidate.Report(error));
            else _tally.NotMade();
            LeaveAlone();
            return false;
        }
    }

    void LookAtCall(TimeSpan now, TimeSpan since)
    {
        if (now >= _due && !_isDraining)
        {
            _tally.Skip();
            _due += _cadence * (long)((now - _due) / _cadence + 1);
        }

        TimeSpan took = now - since;
        if (took < Limit) return;
        if (!_isCancelled)
        {
            _isCancelled = true;
            _tally.Stall();
            _worker!.Cancel();
        }

        if (took < Limit + Grace) return;
        LeaveAlone();
        _tally.Abandon();
        var error = new TimeoutException($"It has not come back for {(long)took.TotalSeconds} s.");
        // Each one that does not come back keeps a thread: at a long cadence, too, there must be an end.
        if (_tally.AbandonedInARow >= MostAbandoned) _candidate.TakeOut(error);
        else _candidate.Report(error);
        TimeSpan rest = TimeSpan.FromSeconds(Math.Min(60, 5 * _tally.Stalls));
        if (_due < now + rest) _due = now + rest;
    }

    void TakeOut()
    {
        LeaveAlone();
        _tally.TakeOut(_time.GetUtcNow());
        _due = Now;
    }

    // Its thread ends by itself if its call ever comes back.
    void LeaveAlone()
    {
        if (_worker is null) return;
        if (_busySince is not null) _worker.Yield();
        _tally.DropEvents(_worker.Events?.Dropped ?? 0);
        Events = null;
        _worker.Dispose();
        _worker = null;
        _busySince = null;
    }

    /// <summary>The worker wants to take events before it is due. False when it serves no longer. Worker's thread.</summary>
    internal bool TryBeginDraining(CollectorWorker worker)
    {
        lock (_gate)
        {
            if (worker != _worker) return false;
            // Told to go in the meantime: that wakes it once more.
            if (_busySince is not null) return false;
            (_busySince, _isCancelled, _isDraining) = (Now, false, true);
            return true;
        }
    }

    /// <summary>A call came back. Worker's thread.</summary>
    internal void OnReturned(CollectorWorker worker, CollectionContext? context, ISnapshot? snapshot, Exception? error)
    {
        lock (_gate)
        {
            if (worker != _worker) return;
            TimeSpan took = Now - (_busySince ?? Now);
            bool wasCancelled = _isCancelled;
            _busySince = null;
            if (error is null && snapshot is not null && snapshot.GetType().FullName != _candidate.SnapshotName)
                error = new InvalidOperationException($"It published {snapshot.GetType().FullName} and declares {_candidate.SnapshotName}.");
            if (error is not null && !wasCancelled) _tally.Fail(error, _candidate.Report(error));
            else if (error is null && context is not null)
            {
                if (snapshot is not null) _store.Publish(snapshot.GetType(), snapshot);
                _tally.Succeed(_time.GetUtcNow(), took, context.Notice);
            }

            // A token that was cancelled stays so: what came back late gets a new instance, with a clean state.
            if (wasCancelled) LeaveAlone();
        }
    }

    internal CollectorStatus Status()
    {
        lock (_gate) return _tally.Status(_candidate, _cadence, _worker?.Events?.Dropped ?? 0);
    }

    /// <summary>Ends its call if that can be ended, and waits for nothing.</summary>
    public void Dispose()
    {
        lock (_gate) LeaveAlone();
    }

    /// <summary>Whether a call runs now.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_gate) return _busySince is not null;
        }
    }

    static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
