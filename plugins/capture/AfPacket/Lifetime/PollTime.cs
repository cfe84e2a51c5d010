namespace NetWatch.Plugins.Capture.Lifetime;

/// <summary>
/// The time that one poll may wait. The kernel's own wait ends early for every signal (poll(2), EINTR), the runtime's among them;
/// whoever took that for the end of the time would take a link for quiet, or a buffer for empty, that is not.
/// </summary>
/// <param name="time">The clock; in use the system's, because the kernel waits by that.</param>
/// <param name="milliseconds">How long to wait, 0 to 1,000 ms.</param>
public readonly struct PollTime(TimeProvider time, int milliseconds)
{
    readonly long _started = time.GetTimestamp();

    /// <summary>What is left of it in milliseconds, rounded up; 0 when it has passed.</summary>
    public int Left => (int)Math.Clamp(Math.Ceiling(milliseconds - time.GetElapsedTime(_started).TotalMilliseconds), 0, milliseconds);
}
