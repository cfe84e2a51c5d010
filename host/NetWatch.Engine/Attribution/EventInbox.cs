using NetWatch.Sdk.Attribution;

namespace NetWatch.Engine.Attribution;

/// <summary>
/// Events on their way from a source's thread to the packet thread: a ring for one writer and one reader, without locks. When it is full
/// events are lost, and counted.
/// </summary>
public sealed class EventInbox : ISocketEventSink
{
    const int Capacity = 1 << 15;

    readonly SocketEvent[] _events = new SocketEvent[Capacity];
    long _written, _read, _lost;

    internal EventInbox(string source) => Source = source;

    /// <summary>The id of the source.</summary>
    public string Source { get; }

    /// <summary>Events that found no room. Any thread.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    public void OnSocket(in SocketEvent socketEvent)
    {
        long at = _written;
        if (at - Volatile.Read(ref _read) >= Capacity)
        {
            Interlocked.Increment(ref _lost);
            return;
        }

        _events[at & (Capacity - 1)] = socketEvent;
        Volatile.Write(ref _written, at + 1);
    }

    /// <summary>Takes the oldest event. For the reading thread.</summary>
    internal bool TryTake(out SocketEvent socketEvent)
    {
        long at = _read;
        if (at == Volatile.Read(ref _written))
        {
            socketEvent = default;
            return false;
        }

        ref SocketEvent slot = ref _events[at & (Capacity - 1)];
        socketEvent = slot;
        slot = default;
        Volatile.Write(ref _read, at + 1);
        return true;
    }
}
