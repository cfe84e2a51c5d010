using System.Collections.Immutable;

namespace NetWatch.Plugins.Traffic;

/// <summary>Bytes in spans of equal length: the complete ones, newest last.</summary>
sealed class ByteCourse(double spanSeconds, int capacity)
{
    readonly Queue<long> _spans = new(capacity + 1);
    double _filled;
    double _bytes;

    /// <summary>The complete spans. Made anew only when one was completed.</summary>
    internal ImmutableArray<long> Spans { get; private set; } = [];

    /// <summary>Lays bytes that came within these last seconds into the spans that the time belongs to.</summary>
    internal void Add(long bytes, double seconds)
    {
        if (!(seconds > 0)) return;
        // After a pause of the machine the course begins anew: what came meanwhile can't be told apart.
        if (seconds > spanSeconds * capacity)
        {
            _spans.Clear();
            (_filled, _bytes) = (0, 0);
            Spans = [];
            return;
        }

        double rate = bytes / seconds;
        bool hasCompleted = false;
        while (_filled + seconds >= spanSeconds - 1e-9)
        {
            double part = Math.Max(0, spanSeconds - _filled);
            if (_spans.Count == capacity) _spans.Dequeue();
            _spans.Enqueue((long)Math.Round(_bytes + rate * part));
            seconds -= part;
            (_filled, _bytes) = (0, 0);
            hasCompleted = true;
        }

        if (seconds > 0)
        {
            _filled += seconds;
            _bytes += rate * seconds;
        }

        if (hasCompleted) Spans = [.. _spans];
    }
}
