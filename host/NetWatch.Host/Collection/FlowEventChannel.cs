using NetWatch.Sdk.Collection;

namespace NetWatch.Host.Collection;

/// <summary>
/// The bounded way of events from the packet thread to one collector: a ring with one writer and one reader, without locks. What
/// finds no room is dropped and counted; the writer never waits.
/// </summary>
sealed class FlowEventChannel
{
    /// <summary>Events that one channel holds, some 300 bytes each.</summary>
    internal const int Capacity = 4096;

    const int Batch = 256;

    readonly FlowEvent[] _slots = new FlowEvent[Capacity];
    readonly Action _wake;
    long _written, _read, _dropped;

    /// <param name="wake">Is called on the packet thread when the channel has become half full; must return at once.</param>
    internal FlowEventChannel(Action wake) => _wake = wake;

    /// <summary>Events that found no room. Any thread.</summary>
    internal long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Writes an event. Packet thread only.</summary>
    internal void Write(in FlowEvent happened)
    {
        long waiting = _written - Volatile.Read(ref _read);
        if (waiting >= Capacity)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }

        _slots[_written % Capacity] = happened;
        Volatile.Write(ref _written, _written + 1);
        if (waiting + 1 == Capacity / 2) _wake();
    }

    /// <summary>Hands out what waits, in batches. Called by one reader at a time; returns how many there were.</summary>
    internal long Drain(IFlowEventReceiver receiver, CancellationToken cancellation)
    {
        long total = 0, end = Volatile.Read(ref _written);
        while (_read < end && !cancellation.IsCancellationRequested)
        {
            int start = (int)(_read % Capacity), count = (int)Math.Min(Math.Min(end - _read, Batch), Capacity - start);
            Span<FlowEvent> batch = _slots.AsSpan(start, count);
            try
            {
                receiver.OnEvents(batch);
            }
            finally
            {
                // Also when it throws: the same event would throw again. Cleared, so that facts don't live on in the ring.
                batch.Clear();
                total += count;
                Volatile.Write(ref _read, _read + count);
            }
        }

        return total;
    }
}
