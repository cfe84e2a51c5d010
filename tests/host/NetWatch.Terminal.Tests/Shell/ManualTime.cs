namespace NetWatch.Terminal.Tests.Shell;

/// <summary>A clock that stands until it is moved.</summary>
sealed class ManualTime : TimeProvider
{
    TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan time) => _passed += time;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed;
}
