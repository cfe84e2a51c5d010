namespace NetWatch.Terminal.Input;

/// <summary>
/// The one queue between everything that happens and the screen's thread. Bounded: when full, further events are refused
/// and counted, except the one that ends the program, which always finds room.
/// </summary>
public sealed class EventQueue
{
    const int Capacity = 16 * 1024;

    readonly Queue<TerminalEvent> _events = new(256);

    // A monitor and not a Lock: the screen's thread waits on it.
    readonly object _gate = new();

    /// <summary>Events refused because the screen's thread did not take them.</summary>
    public long Refused { get; private set; }

    /// <summary>Adds an event. Any thread; never blocks for long.</summary>
    public void Post(in TerminalEvent terminalEvent)
    {
        lock (_gate)
        {
            if (_events.Count >= Capacity && terminalEvent.Kind != TerminalEventKind.Quit)
            {
                Refused++;
                return;
            }

            _events.Enqueue(terminalEvent);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes the next event, waiting at most <paramref name="timeout"/>. Only the screen's thread calls this.</summary>
    public bool TryTake(out TerminalEvent terminalEvent, TimeSpan timeout)
    {
        lock (_gate)
        {
            if (_events.Count == 0 && timeout > TimeSpan.Zero) Monitor.Wait(_gate, timeout);
            return _events.TryDequeue(out terminalEvent);
        }
    }
}
