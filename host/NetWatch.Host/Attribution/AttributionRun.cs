using NetWatch.Engine.Attribution;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Composition;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>
/// Runs the attribution sources beside a live capture, each on threads of its own, and publishes the sockets that they read and how they
/// stand. The thread that publishes calls no source, so one that hangs holds nobody up.
/// </summary>
sealed class AttributionRun : IDisposable
{
    const int PublishMilliseconds = 1000;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), BetweenAddresses = TimeSpan.FromSeconds(5);

    readonly AttributionSources _sources;
    readonly TimeProvider _time;
    readonly SnapshotStore? _store;
    readonly CancellationTokenSource _stop = new();
    readonly AutoResetEvent _changed = new(false);
    readonly SocketTableMerge _merge;
    readonly SourceRun[] _runs;
    readonly List<SourceRun> _replaced = [];
    readonly Thread _publisher;
    IReadOnlyList<AttributionSourceRow> _published = [];
    long _version, _addressesAt;

    AttributionRun(AttributionSources sources, TimeProvider time, SnapshotStore? store)
    {
        (_sources, _time, _store, _merge) = (sources, time, store, new SocketTableMerge(time));
        (OpenedSource Source, ISocketHolders Session) best = sources.That<ISocketHolders>().FirstOrDefault();
        ISocketHolders? holders = best.Session is null ? null : new GuardedHolders(best.Source, best.Session);
        _runs = [.. sources.All.Select(source =>
            new SourceRun(source, Flows.OpenInbox, holders, time, () => _changed.Set(), _stop.Token))];
        _publisher = new Thread(Publish) { IsBackground = true, Name = "attribution" };
    }

    /// <summary>What the engine asks.</summary>
    internal FlowAttribution Flows { get; } = new();

    /// <summary>How the sources stand. Any thread; calls none of them.</summary>
    internal IReadOnlyList<AttributionSourceRow> Rows => [.. _runs.Select(static run => run.Row())];

    /// <summary>Opens the sources and starts. Call before the capture is opened: what begins before an event source is seen by polling only.</summary>
    internal static AttributionRun Start(Extensions extensions, TimeProvider time, SnapshotStore? store) =>
        Start(AttributionSources.Open(extensions, time), time, store);

    /// <summary>The same with sources that are opened.</summary>
    internal static AttributionRun Start(AttributionSources sources, TimeProvider time, SnapshotStore? store)
    {
        var run = new AttributionRun(sources, time, store);
        run.Flows.SetAddresses(LocalAddresses.Read());
        run._addressesAt = time.GetTimestamp();
        foreach (SourceRun each in run._runs) each.Start();
        run._publisher.Start();
        return run;
    }

    void Publish()
    {
        WaitHandle[] either = [_stop.Token.WaitHandle, _changed];
        do
        {
            if (_time.GetElapsedTime(_addressesAt) >= BetweenAddresses)
            {
                _addressesAt = _time.GetTimestamp();
                Flows.SetAddresses(LocalAddresses.Read());
            }

            LookAtRuns();
            PublishOnce();
        }
        while (WaitHandle.WaitAny(either, PublishMilliseconds) != 0);
    }

    void LookAtRuns()
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            SourceRun before = _runs[i], now = before.Look(_time);
            if (ReferenceEquals(now, before)) continue;
            lock (_replaced) _replaced.Add(before);
            Volatile.Write(ref _runs[i], now);
        }
    }

    void PublishOnce()
    {
        IReadOnlyList<AttributionSourceRow> rows = Rows;
        Flows.LostBySources = AttributionNotice.LostEvents(rows);
        SocketTableSnapshot? table = _merge.Read(_runs);
        if (table is not null)
        {
            Flows.SetSockets(new SocketIndex(table.Sockets, table.TakenAt));
            _store?.Publish(table);
        }
        else if (rows.SequenceEqual(_published))
        {
            return;
        }

        _published = rows;
        _store?.Publish(new AttributionSnapshot { Version = ++_version, TakenAt = _time.GetUtcNow(), Sources = [.. rows], Notice = AttributionNotice.Of(rows) });
    }

    /// <summary>Ends the threads and takes in what they have told. The sources stay open until this is disposed.</summary>
    internal void Stop()
    {
        _stop.Cancel();
        // A source that hangs must not keep the capture from its end.
        _publisher.Join(Patience);
        foreach (Thread thread in _runs.SelectMany(static run => run.Threads)) thread.Join(Patience);
        Flows.Drain();
    }

    public void Dispose()
    {
        if (!_stop.IsCancellationRequested) Stop();
        // A thread that still runs uses what would be closed; the process ends soon and closes it then.
        if (_publisher.IsAlive || HasThreads()) return;
        _sources.Dispose();
        _stop.Dispose();
    }

    bool HasThreads()
    {
        lock (_replaced) return _runs.Concat(_replaced).Any(static run => run.Threads.Count > 0);
    }
}
