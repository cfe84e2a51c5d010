using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Capture;

/// <summary>An open capture. All members but <see cref="IDisposable.Dispose"/> are called on one thread, that of the worker that owns it.</summary>
public interface ICaptureSession : IDisposable
{
    /// <summary>The link type of every packet of this session. It does not change while the session is open.</summary>
    LinkType LinkType { get; }

    /// <summary>
    /// One sentence about how the session differs from what was asked for, or about its state now: a smaller buffer than wanted, an
    /// interface that is down. Null when there is nothing to say. Read about as often as the statistics; may change at any time.
    /// </summary>
    string? Notice => null;

    /// <summary>
    /// Hands the packets that have arrived to the sink, and waits for the first of them up to the given time. Called in a loop.
    /// Returns how many were handed over: 0 after the time has passed, -1 when the session has ended (interface gone, closed). A wait that a
    /// signal ends early (EINTR) is gone on with: the caller takes 0 for a quiet link, and at the end of a capture for an empty buffer.
    /// Must not allocate per packet, and must come back within the given time plus one batch.
    /// </summary>
    /// <param name="sink">Receives each packet during the call; its bytes may be reused once it returns.</param>
    /// <param name="timeoutMilliseconds">How long to wait for a first packet: 0 to 1,000 ms.</param>
    int Poll(IPacketSink sink, int timeoutMilliseconds);

    /// <summary>
    /// What the capture has seen and lost since it was opened. Called about four times a second and once before the end.
    /// </summary>
    CaptureStatistics ReadStatistics();
}
