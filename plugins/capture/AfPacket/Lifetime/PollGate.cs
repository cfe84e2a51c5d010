namespace NetWatch.Plugins.Capture.Lifetime;

/// <summary>
/// Lets one thread poll a session while any other may close it: the memory of a ring must not vanish under a walk. The last one out
/// releases. One exchange per poll, none per packet.
/// </summary>
public sealed class PollGate
{
    const int Idle = 0;
    const int Polling = 1;
    const int ClosedWhilePolling = 2;
    const int Closed = 3;

    int _state;

    /// <summary>Whether the session was asked to close.</summary>
    public bool IsClosing => Volatile.Read(ref _state) >= ClosedWhilePolling;

    /// <summary>Starts to use the session; false when it is closed. Each true is followed by one <see cref="TryLeave"/>.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Polling, Idle) == Idle;

    /// <summary>Ends the use. False when the session was closed meanwhile: the caller releases it.</summary>
    public bool TryLeave()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Polling) == Polling) return true;
        Volatile.Write(ref _state, Closed);
        return false;
    }

    /// <summary>Closes the session. True when the caller is to release it now; false when the polling thread will, or it was closed before.</summary>
    public bool TryClose()
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            if (state >= ClosedWhilePolling) return false;
            int next = state == Idle ? Closed : ClosedWhilePolling;
            if (Interlocked.CompareExchange(ref _state, next, state) == state) return next == Closed;
        }
    }
}
