using System.Collections.Immutable;

namespace NetWatch.Plugins.PacketCounters;

/// <summary>Counts laid to whole seconds in proportion to time.</summary>
sealed class CountCourse(int capacity)
{
    readonly Queue<long> _seconds = new(capacity + 1);
    double _filled, _count;

    /// <summary>The complete seconds, oldest first.</summary>
    internal ImmutableArray<long> BySecond { get; private set; } = [];

    internal void Add(long count, double seconds)
    {
        if (!(seconds > 0) || count < 0) return;
        if (seconds > capacity)
        {
            _seconds.Clear();
            (_filled, _count, BySecond) = (0, 0, []);
            return;
        }

        double rate = count / seconds;
        bool hasCompleted = false;
        for (; _filled + seconds >= 1 - 1e-9; hasCompleted = true)
        {
            double part = Math.Max(0, 1 - _filled);
            if (_seconds.Count == capacity) _seconds.Dequeue();
            _seconds.Enqueue((long)Math.Round(_count + rate * part));
            seconds -= part;
            (_filled, _count) = (0, 0);
        }

        if (seconds > 0) (_filled, _count) = (_filled + seconds, _count + rate * seconds);
        if (hasCompleted) BySecond = [.. _seconds];
    }
}
