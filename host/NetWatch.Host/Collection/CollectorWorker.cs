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
    readonly ICollector _collector;
    readonly IFlowEventReceiver? _receiver;
    readonly AutoResetEvent _go = new(false);
    readonly CancellationTokenSource _cancellation = new();
    CollectionContext? _due;
    bool _isOver;

    internal CollectorWorker(CollectorSlot slot, ICollector collector)
    {
        (_slot, _collector) = (slot, collector);
        _receiver = collector as IFlowEventReceiver;
        if (_receiver is not null) Events = new FlowEventChannel(() => _go.Set());
    }

    /// <summary>Where its events wait; null when it wants none.</summary>
    internal FlowEventChannel? Events { get; }

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
    internal void Cancel() => _cancellation.Cancel();

    /// <summary>Ends the thread as soon as it is idle.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        _cancellation.Cancel();
        _go.Set();
    }

    void Serve()
    {
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
                if (context is not null) snapshot = _collector.Collect(context);
            }
            catch (Exception thrown)
            {
                error = thrown;
            }

            _slot.OnReturned(this, context, snapshot, error);
        }
    }
}
