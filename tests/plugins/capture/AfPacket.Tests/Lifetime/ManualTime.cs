namespace NetWatch.Plugins.AfPacket.Tests.Lifetime;

/// <summary>A clock that goes only when a test moves it.</summary>
public sealed class ManualTime : TimeProvider
{
    long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan time) => _ticks += time.Ticks;

    public override long GetTimestamp() => _ticks;
}
