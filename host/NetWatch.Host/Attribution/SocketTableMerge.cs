using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>Puts what the sources have read together, and keeps the sockets that have ended lately. Belongs to the thread that publishes.</summary>
sealed class SocketTableMerge(TimeProvider time)
{
    const int MostEnded = 1000;

    readonly List<SocketReading?> _seen = [];
    ImmutableArray<SocketRow> _ended = [];
    long _version;

    /// <summary>The table; null when no source has read anything since it was asked last.</summary>
    internal SocketTableSnapshot? Read(IReadOnlyList<SourceRun> runs)
    {
        if (!HasNew(runs)) return null;
        var sockets = ImmutableArray.CreateBuilder<SocketRow>();
        var ended = ImmutableArray.CreateBuilder<SocketRow>();
        foreach (SourceRun run in runs)
        {
            if (run.Latest is { } reading) sockets.AddRange(reading.Sockets);
            ended.AddRange(run.TakeEnded());
        }

        if (ended.Count > 0)
        {
            ImmutableArray<SocketRow> all = _ended.AddRange(ended);
            _ended = all.Length > MostEnded ? all[^MostEnded..] : all;
        }

        return new SocketTableSnapshot { Version = ++_version, TakenAt = time.GetUtcNow(), Sockets = sockets.ToImmutable(), Ended = _ended };
    }

    bool HasNew(IReadOnlyList<SourceRun> runs)
    {
        bool hasNew = _version == 0;
        for (int i = 0; i < runs.Count; i++)
        {
            if (_seen.Count == i) _seen.Add(null);
            SocketReading? latest = runs[i].Latest;
            hasNew |= !ReferenceEquals(latest, _seen[i]);
            _seen[i] = latest;
        }

        return hasNew;
    }
}
