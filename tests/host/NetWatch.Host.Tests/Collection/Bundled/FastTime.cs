namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>A clock that runs ten times as fast as the others, so that limits of seconds are over soon. Nothing is asserted about how long anything takes.</summary>
sealed class FastTime : TimeProvider
{
    internal const int Factor = 10;

    readonly long _start = System.GetTimestamp();
    readonly DateTimeOffset _began = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _start + (System.GetTimestamp() - _start) * Factor;

    public override DateTimeOffset GetUtcNow() => _began + System.GetElapsedTime(_start) * Factor;
}
