using System.Collections.Immutable;

namespace NetWatch.Plugins.NetworkIntel;

/// <summary>Counts by second of packet time, which may stand still, jump and go a little backwards.</summary>
sealed class SecondCounts
{
    const int Kept = 64;

    readonly long[] _counts = new long[Kept];
    long _newest = long.MinValue;

    internal void Add(long second)
    {
        if (_newest == long.MinValue) _newest = second;
        for (long next = Math.Max(_newest + 1, second - Kept + 1); next <= second; next++) _counts[Slot(next)] = 0;
        _newest = Math.Max(_newest, second);
        if (second > _newest - Kept) _counts[Slot(second)]++;
    }

    /// <summary>The last seconds up to the newest, oldest first.</summary>
    internal ImmutableArray<long> Last(int count)
    {
        if (_newest == long.MinValue) return [];
        var last = ImmutableArray.CreateBuilder<long>(count);
        for (long second = _newest - count + 1; second <= _newest; second++) last.Add(_counts[Slot(second)]);
        return last.MoveToImmutable();
    }

    static int Slot(long second) => (int)((second % Kept + Kept) % Kept);
}
