namespace NetWatch.Plugins.Packets;

/// <summary>
/// Numbers of packets that pass a filter, ascending, under positions that never change: the first found has position 0, also when it
/// has long been dropped at the front.
/// </summary>
sealed class MatchRing
{
    long[] _numbers = new long[1024];

    /// <summary>Position of the first number that is held.</summary>
    internal long First { get; private set; }

    /// <summary>Position behind the last.</summary>
    internal long End { get; private set; }

    internal long this[long position] => _numbers[position % _numbers.Length];

    internal void Clear() => (First, End) = (0, 0);

    /// <summary>Adds a number; when <paramref name="limit"/> are held already the first is dropped.</summary>
    internal void Add(long number, long limit)
    {
        if (End - First >= Math.Max(1, limit)) First++;
        if (End - First == _numbers.Length) Grow();
        _numbers[End++ % _numbers.Length] = number;
    }

    /// <summary>Position of the first number that is not below another; <see cref="End"/> when all are.</summary>
    internal long PositionOf(long number)
    {
        long low = First, high = End;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (this[middle] < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    void Grow()
    {
        long[] larger = new long[_numbers.Length * 2];
        for (long position = First; position < End; position++) larger[position % larger.Length] = this[position];
        _numbers = larger;
    }
}
