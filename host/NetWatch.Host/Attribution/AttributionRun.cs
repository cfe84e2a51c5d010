using NetWatch.Engine.Attribution;
using NetWatch.Engine.Snapshots;
using NetWatch.Host.Composition;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>
/// Runs the attribution sources beside a live capture: a thread for each source of events, and one that reads the sockets once a second and
/// publishes them.
/// </summary>
sealed class AttributionRun : IDisposable
{
    const int EventMilliseconds = 200, TableMilliseconds = 1000;
    const int ReadingsBetweenAddresses = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly AttributionSources _sources;
    readonly TimeProvider _time;
    readonly SnapshotStore? _store;
    readonly CancellationTokenSource _stop = new();
    readonly List<Thread> _threads = [];
    long _version;

    AttributionRun(AttributionSources sources, TimeProvider time, SnapshotStore? store) => (_sources, _time, _store) = (sources, time, store);

    /// <summary>What the engine asks.</summary>
    internal FlowAttribution Flows { get; } = new();

    /// <summary>How the sources stand.</summary>
    internal IReadOnlyList<AttributionSourceRow> Rows => [.. _sources.All.Select(static source => source.Row())];

    /// <summary>Opens the sources and starts. Call before the capture is opened: what begins before an event source is seen by polling only.</summary>
    internal static AttributionRun Start(Extensions extensions, TimeProvider time, SnapshotStore? store)
    {
        var run = new AttributionRun(AttributionSources.Open(extensions, time), time, store);
        run.Flows.SetAddresses(LocalAddresses.Read());
        foreach ((OpenedSource source, ISocketEvents session) in run._sources.That<ISocketEvents>())
        {
            EventInbox inbox = run.Flows.OpenInbox(source.Id);
            run.Begin($"attribution {source.Id}", () => run.PollEvents(source, session, inbox));
        }

        run.Begin("attribution sockets", run.ReadTables);
        return run;
    }

    void Begin(string name, Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = name };
        _threads.Add(thread);
        thread.Start();
    }

    void PollEvents(OpenedSource source, ISocketEvents session, EventInbox inbox)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (session.Poll(inbox, EventMilliseconds) < 0) return;
            }

            // What the kernel has told until now belongs to flows that are about to be written.
            while (session.Poll(inbox, 0) > 0)
            {
            }
        }
        catch (Exception error)
        {
            source.Fault(error);
        }
    }

    void ReadTables()
    {
        var merge = new SocketTableMerge(_sources, _time);
        for (int reading = 0; ; reading++)
        {
            if (reading % ReadingsBetweenAddresses == 0) Flows.SetAddresses(LocalAddresses.Read());
            SocketTableSnapshot table = merge.Read();
            Flows.SetSockets(new SocketIndex(table.Sockets, table.TakenAt));
            Publish(table);
            if (_stop.Token.WaitHandle.WaitOne(TableMilliseconds)) return;
        }
    }

    void Publish(SocketTableSnapshot table)
    {
        IReadOnlyList<AttributionSourceRow> rows = Rows;
        Flows.LostBySources = AttributionNotice.LostEvents(rows);
        if (_store is null) return;
        _store.Publish(table);
        _store.Publish(new AttributionSnapshot { Version = ++_version, TakenAt = table.TakenAt, Sources = [.. rows], Notice = AttributionNotice.Of(rows) });
    }

    /// <summary>Ends the threads and takes in what they have told. The sources stay open until this is disposed.</summary>
    internal void Stop()
    {
        _stop.Cancel();
        // A source that hangs must not keep the capture from its end.
        foreach (Thread thread in _threads) thread.Join(Patience);
        Flows.Drain();
    }

    public void Dispose()
    {
        if (!_stop.IsCancellationRequested) Stop();
        // A thread that still runs uses what would be closed; the process ends soon and closes it then.
        if (_threads.TrueForAll(static thread => !thread.IsAlive)) _sources.Dispose();
        _stop.Dispose();
    }
}
