using System.Globalization;

namespace NetWatch.Terminal.Shell;

/// <summary>How often frames are drawn: for changed snapshots once a tick, which the user can change; for keys at once, but never more than twenty a second.</summary>
sealed class FramePace(TimeSpan tick)
{
    /// <summary>The shortest time between two frames.</summary>
    public static readonly TimeSpan Shortest = ShellOptions.ShortestTick;

    static readonly TimeSpan Longest = ShellOptions.LongestTick;
    static readonly int[] Steps = [50, 100, 250, 500, 1000, 2000, 5000, 10_000];

    /// <summary>The time between two frames that show changed snapshots.</summary>
    public TimeSpan Tick { get; private set; } = TimeSpan.FromTicks(Math.Clamp(tick.Ticks, Shortest.Ticks, Longest.Ticks));

    /// <summary>The next shorter tick. Returns what it is now, for the user.</summary>
    public string Faster() => Use(Array.FindLast(Steps, step => step < Tick.TotalMilliseconds));

    /// <summary>The next longer tick. Returns what it is now, for the user.</summary>
    public string Slower() => Use(Array.Find(Steps, step => step > Tick.TotalMilliseconds));

    /// <summary>Any tick within the bounds.</summary>
    public void Set(TimeSpan tick) => Tick = TimeSpan.FromTicks(Math.Clamp(tick.Ticks, Shortest.Ticks, Longest.Ticks));

    string Use(int milliseconds)
    {
        if (milliseconds > 0) Tick = TimeSpan.FromMilliseconds(milliseconds);
        return Tick.TotalSeconds < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{1 / Tick.TotalSeconds:0.#} frames/s")
            : string.Create(CultureInfo.InvariantCulture, $"a frame every {Tick.TotalSeconds:0.#} s");
    }
}
