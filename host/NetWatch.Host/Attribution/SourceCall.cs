namespace NetWatch.Host.Attribution;

/// <summary>Whether a thread is inside an attribution source now, and for how long. One thread begins and ends, any may look.</summary>
sealed class SourceCall(TimeProvider time)
{
    /// <summary>How long a call may take.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    long _since = -1;

    /// <summary>When a call last came back, or when this was made.</summary>
    internal DateTimeOffset CameBack { get; private set; } = time.GetUtcNow();

    /// <summary>Whether a call has not come back within its limit.</summary>
    internal bool IsLate => Volatile.Read(ref _since) is >= 0 and var since && time.GetElapsedTime(since) > Limit;

    internal void Begin() => Volatile.Write(ref _since, time.GetTimestamp());

    internal void End()
    {
        CameBack = time.GetUtcNow();
        Volatile.Write(ref _since, -1);
    }
}
