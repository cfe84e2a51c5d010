namespace NetWatch.Host.Tests.Output;

/// <summary>A clock that moves when it is told to.</summary>
sealed class ManualTime : TimeProvider
{
    long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    internal void Advance(double seconds) => _ticks += (long)(seconds * TimeSpan.TicksPerSecond);
}
