using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Collection;

/// <summary>
/// A thread that serves one instance of a collector. It is told to go and comes back by <see cref="CollectorSlot.OnReturned"/>; when it does
/// not, it is left alone, and whatever it brings later is dropped.
/// </summary>
sealed class CollectorWorker : IDisposable
{
    readonly CollectorSlot _slot;
    readonly Func<ICollector?> _create;
    readonly AutoResetEvent _go = new(false);
    readonly CancellationTokenSource _cancellation = new();
    ICollector? _collector;
    IFlowEventReceiver? _receiver;
    CollectionContext? _due;
    ThreadWeight _weight;
    bool _isOver;

    /// <param name="slot">Whom it serves.</param>
    /// <param name="create">Makes the instance; called on the thread of this worker.</param>
    internal CollectorWorker(CollectorSlot slot, Func<ICollector?> create) => (_slot, _create) = (slot, create);

    /// <summary>Where its events wait; null when it wants none, or is not made yet.</summary>
    internal FlowEventChannel? Events { get; private set; }

    /// <summary>Is requested when it shall give up.</summary>
    internal CancellationToken Cancellation => _cancellation.Token;

    internal void Start(string name) => new Thread(Serve) { IsBackground = true, Name = name }.Start();

    /// <summary>Calls the collector. Only while it is idle.</summary>
    internal void Go(CollectionContext context)
    {
        Volatile.Write(ref _due, context);
        _go.Set();
    }

    /// <summary>Asks the running call to come back.</summary>
    internal void Cancel() => _ = _cancellation.CancelAsync();

    /// <summary>Ends the thread as soon as it is idle.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        // What a plugin has registered with the token runs elsewhere: it may hang, too.
        _ = _cancellation.CancelAsync();
        _go.Set();
    }

    /// <summary>What it still does, if it ever goes on, gives way to everything else. Called when it was left alone in a call.</summary>
    internal void Yield() => _weight.Lower();

    bool TryMake()
    {
        Exception? error = null;
        try
        {
            _collector = _create();
            _receiver = _collector as IFlowEventReceiver;
            if (_receiver is not null) Events = new FlowEventChannel(() => _go.Set());
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        return _slot.OnMade(this, _collector is not null, error);
    }

    void Serve()
    {
        _weight = ThreadWeight.OfThisThread();
        if (!TryMake()) return;
        while (true)
        {
            _go.WaitOne();
            if (Volatile.Read(ref _isOver)) return;
            CollectionContext? context = Interlocked.Exchange(ref _due, null);
            // Woken by its channel, it takes the events now and collects when it is due.
            if (context is null && !_slot.TryBeginDraining(this)) continue;
            ISnapshot? snapshot = null;
            Exception? error = null;
            try
            {
                if (_receiver is not null) Events!.Drain(_receiver, _cancellation.Token);
                if (context is not null) snapshot = _collector!.Collect(context);
            }
            catch (Exception thrown)
            {
                error = thrown;
            }

            // What the call held is free now: to tell of it takes a little of that, and the rest goes back to the system.
            if (error is OutOfMemoryException) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            _slot.OnReturned(this, context, snapshot, error);
        }
    }
}
