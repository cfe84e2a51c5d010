using NetWatch.Engine.Attribution;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Host.Attribution;

/// <summary>
/// The threads that ask one attribution source: one for its events, one for its sockets and how it stands. What throws is asked again until
/// it is out; what hangs is left alone, its last answer stays, and when the user retries it, it is opened anew on new threads.
/// </summary>
sealed class SourceRun
{
    const int EventMilliseconds = 200, ReadMilliseconds = 1000;

    readonly SourceCall _opening, _reading, _polling;
    readonly Func<OpenedSource> _open;
    readonly ISocketHolders? _holders;
    readonly Func<string, EventInbox> _openInbox;
    readonly EventInbox? _inbox;
    readonly CancellationToken _stop;
    readonly Action _onRead;
    readonly List<Thread> _threads = [];
    readonly Lock _gate = new();
    List<SocketRow> _ended = [];
    OpenedSource _source;
    AttributionSourceRow _row;
    SocketReading? _latest;
    string? _failure;
    bool _isStalled, _isLeftAlone;

    internal SourceRun(OpenedSource source, Func<string, EventInbox> openInbox, ISocketHolders? holders, TimeProvider time, Action onRead, CancellationToken stop, Func<OpenedSource>? open = null)
    {
        (_source, _openInbox, _holders, _onRead, _stop) = (source, openInbox, holders, onRead, stop);
        // One writer each: a thread that was left alone may still write into the one before.
        if (source.Session is ISocketEvents) _inbox = openInbox(source.Id);
        (_opening, _reading, _polling) = (new SourceCall(time), new SourceCall(time), new SourceCall(time));
        _open = open ?? (() => source);
        _row = source.First;
    }

    internal string Id => _source.Id;

    /// <summary>The threads that still run. Any thread.</summary>
    internal IReadOnlyList<Thread> Threads
    {
        get
        {
            lock (_gate) return [.. _threads.Where(static thread => thread.IsAlive)];
        }
    }

    /// <summary>What the last reading of the sockets brought; null before the first. Any thread.</summary>
    internal SocketReading? Latest => Volatile.Read(ref _latest);

    /// <summary>The source as it was opened.</summary>
    internal OpenedSource Source => Volatile.Read(ref _source);

    internal void Start() => Begin("attribution " + Id, Read);

    void Begin(string name, Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = name };
        lock (_gate) _threads.Add(thread);
        thread.Start();
    }

    // Also the thread on which it is opened anew.
    void Read()
    {
        _opening.Begin();
        Volatile.Write(ref _source, _open());
        _opening.End();
        if (Source.Session is ISocketEvents events && _inbox is not null) Begin($"attribution {Id} events", () => Poll(events));
        while (!Volatile.Read(ref _isLeftAlone))
        {
            if (Source.IsActive()) ReadOnce();
            if (_stop.WaitHandle.WaitOne(ReadMilliseconds)) return;
        }
    }

    void ReadOnce()
    {
        _reading.Begin();
        try
        {
            if (Source.Session is ISocketTable table) Take(table.Read(_holders));
            Volatile.Write(ref _row, Source.Row());
            _failure = null;
        }
        catch (Exception error)
        {
            _failure = error.GetType().Name;
            Source.Fault(error);
        }

        _reading.End();
    }

    void Take(SocketReading reading)
    {
        if (Volatile.Read(ref _isLeftAlone)) return;
        lock (_gate) _ended.AddRange(reading.Ended);
        Volatile.Write(ref _latest, reading);
        _onRead();
    }

    void Poll(ISocketEvents events)
    {
        while (!_stop.IsCancellationRequested && !Volatile.Read(ref _isLeftAlone))
        {
            if (!Source.IsActive())
            {
                _stop.WaitHandle.WaitOne(ReadMilliseconds);
                continue;
            }

            if (!PollOnce(events, EventMilliseconds, out int count)) _stop.WaitHandle.WaitOne(ReadMilliseconds);
            else if (count < 0) return;
        }

        // What the kernel has told until now belongs to flows that are about to be written.
        while (Source.IsActive() && PollOnce(events, 0, out int left) && left > 0)
        {
        }
    }

    bool PollOnce(ISocketEvents events, int milliseconds, out int count)
    {
        count = 0;
        _polling.Begin();
        try
        {
            count = events.Poll(_inbox!, milliseconds);
            return true;
        }
        catch (Exception error)
        {
            Source.Fault(error);
            return false;
        }
        finally
        {
            _polling.End();
        }
    }

    /// <summary>The sockets that have ended since this was asked last.</summary>
    internal List<SocketRow> TakeEnded()
    {
        lock (_gate)
        {
            if (_ended.Count == 0) return _ended;
            List<SocketRow> ended = _ended;
            _ended = [];
            return ended;
        }
    }

    /// <summary>Looks whether it hangs. Returns the run that takes its place when the user wants it tried again, else itself. No call into the source.</summary>
    internal SourceRun Look(TimeProvider time)
    {
        OpenedSource source = Source;
        if (!_isStalled)
        {
            if (Late() is not { } late) return this;
            _isStalled = true;
            source.TakeOut(new TimeoutException($"It has not come back since {Clock(late)}."));
            return this;
        }

        if (!source.IsActive()) return this;
        Volatile.Write(ref _isLeftAlone, true);
        var next = new SourceRun(source, _openInbox, _holders, time, _onRead, _stop, source.Reopen) { _latest = _latest };
        next.Start();
        return next;
    }

    DateTimeOffset? Late() => _reading.IsLate ? _reading.CameBack : _polling.IsLate ? _polling.CameBack : _opening.IsLate ? _opening.CameBack : null;

    /// <summary>How it stands, with what the host knows of it: that it hangs and since when, that it is out, that it failed. No call into the source.</summary>
    internal AttributionSourceRow Row()
    {
        AttributionSourceRow row = Volatile.Read(ref _row);
        const string Retry = "R among the faults (key !) tries it again.";
        AttributionStatus? status = _isStalled ? Unavailable($"{Id} has not come back since {Clock(Late() ?? _reading.CameBack)}; what it said last still stands.", Retry)
            : !Source.IsActive() ? Unavailable($"{Id} was taken out at {Clock(_reading.CameBack)} after it failed; what it said last still stands.", Retry)
            : _failure is { } failure ? Unavailable($"{Id} failed with {failure}; it is asked again.", null)
            : null;
        return status is null ? row : row with { Status = status };
    }

    static AttributionStatus Unavailable(string reason, string? remedy) => new(AttributionState.Unavailable, reason, remedy);

    static string Clock(DateTimeOffset at) => at.ToLocalTime().ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
