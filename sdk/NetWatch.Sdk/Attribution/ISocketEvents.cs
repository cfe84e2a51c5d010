namespace NetWatch.Sdk.Attribution;

/// <summary>Tells of sockets as they are used. All members are called on one thread of the host.</summary>
public interface ISocketEvents
{
    /// <summary>
    /// Hands the events that have arrived to the sink, in the order in which they happened, and waits for the first of them up to the given
    /// time. Called in a loop, on a thread that does nothing else. Returns how many there were; 0 after the time; -1 when the source has ended.
    /// Must come back within the given time plus one batch of at most 4,096 events.
    /// </summary>
    /// <param name="sink">Takes each event during the call.</param>
    /// <param name="timeoutMilliseconds">How long to wait for a first event: 0 to 1,000 ms.</param>
    int Poll(ISocketEventSink sink, int timeoutMilliseconds);
}
