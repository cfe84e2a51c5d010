namespace NetWatch.Host.Tests.Attribution;

/// <summary>
/// A clock that runs twice as fast as the others, so that limits of seconds are over soon; no faster, for a busy machine may keep a thread that
/// does its work waiting for a second. Nothing is asserted about how long anything takes.
/// </summary>
sealed class FastTime : TimeProvider
{
    const int Factor = 2;

    readonly long _start = System.GetTimestamp();
    readonly DateTimeOffset _began = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _start + (System.GetTimestamp() - _start) * Factor;

    public override DateTimeOffset GetUtcNow() => _began + System.GetElapsedTime(_start) * Factor;
}
