namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>
/// A clock that its test moves on: fast, so that limits of seconds are over soon, and no faster than the others while somebody whose work is
/// honest takes long for it, so that a busy machine makes nobody late. Nothing is asserted about how long anything takes.
/// </summary>
sealed class PacedTime : TimeProvider
{
    const int Fast = 10;

    // What a look of the test may bring at most: time stands still while the machine leaves the test itself waiting.
    static readonly long Most = TimeSpan.FromMilliseconds(500).Ticks;

    readonly DateTimeOffset _began = System.GetUtcNow();
    long _moved = System.GetTimestamp(), _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => _began.AddTicks(GetTimestamp());

    /// <summary>Moves on by what has passed since the last call, or ten times that. One thread.</summary>
    internal void Move(bool isFast)
    {
        long now = System.GetTimestamp(), passed = System.GetElapsedTime(_moved, now).Ticks;
        _moved = now;
        Volatile.Write(ref _ticks, _ticks + Math.Min(Most, isFast ? passed * Fast : passed));
    }
}
