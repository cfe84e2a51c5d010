using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Collection;

/// <summary>How a collector has done so far, and the state that follows from it. Guarded by its slot.</summary>
sealed class CollectorTally
{
    DateTimeOffset _began, _failedSince;
    DateTimeOffset? _success;
    TimeSpan _duration;
    long _runs, _skipped, _faults, _droppedBefore;
    string? _notice;

    internal CollectorState State { get; private set; }

    internal long Stalls { get; private set; }

    internal void Begin(DateTimeOffset now, bool isOff)
    {
        _began = now;
        State = isOff ? CollectorState.Off : CollectorState.Starting;
    }

    internal void Skip() => _skipped++;

    internal void DropEvents(long count) => _droppedBefore += count;

    internal void Stall()
    {
        Stalls++;
        State = CollectorState.Stalled;
    }

    /// <summary>Instances that were left alone since the last success or retry.</summary>
    internal int AbandonedInARow { get; private set; }

    internal void Abandon() => AbandonedInARow++;

    internal void Succeed(DateTimeOffset now, TimeSpan took, string? notice)
    {
        (_success, _duration, _notice) = (now, took, notice);
        _runs++;
        AbandonedInARow = 0;
        State = CollectorState.Current;
    }

    internal void Fail(Exception error, bool isOut)
    {
        _faults++;
        _notice = Sentence(error);
        if (!isOut) State = CollectorState.Failing;
    }

    internal void NotMade()
    {
        _notice = "It can't be made; netwatch plugin list says why.";
        State = CollectorState.Failing;
    }

    internal void TakeOut(DateTimeOffset now)
    {
        if (State == CollectorState.Out) return;
        State = CollectorState.Out;
        _failedSince = now;
    }

    internal void PutBack()
    {
        State = CollectorState.Starting;
        AbandonedInARow = 0;
    }

    /// <summary>Makes stale what has not been kept up for too long without a better reason.</summary>
    internal void Age(DateTimeOffset now, TimeSpan longest)
    {
        bool isLate = now - (_success ?? _began) > longest;
        if (isLate && State is (CollectorState.Current or CollectorState.Starting)) State = CollectorState.Stale;
    }

    internal CollectorStatus Status(CollectorCandidate candidate, TimeSpan cadence, long dropped) => new(candidate.Id, candidate.PluginId)
    {
        State = State,
        Since = _success ?? (State == CollectorState.Out ? _failedSince : _began),
        Cadence = cadence,
        LastSuccess = _success,
        LastDuration = _duration,
        Runs = _runs,
        Skipped = _skipped,
        Faults = _faults,
        Stalls = Stalls,
        EventsDropped = _droppedBefore + dropped,
        Notice = _notice,
    };

    static string Sentence(Exception error)
    {
        try
        {
            return Output.Plain.Clean($"{error.GetType().Name}: {error.Message}");
        }
        catch (Exception second)
        {
            // Message is virtual, and so the plugin's.
            return second.GetType().Name;
        }
    }
}
