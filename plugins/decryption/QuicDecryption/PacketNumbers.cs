namespace NetWatch.Plugins.QuicDecryption;

/// <summary>A set of packet numbers as ranges. Bounded: when there are too many, the oldest go, or the hole between the two oldest counts as filled.</summary>
sealed class PacketNumbers(bool fillsHoles)
{
    const int MaxRanges = 128;

    readonly List<(long Low, long High)> _ranges = [];

    internal void Reset() => _ranges.Clear();

    internal void Add(long low, long high)
    {
        int at = _ranges.Count;
        if (at > 0 && _ranges[at - 1] is var last && low >= last.Low && low <= last.High + 1)
        {
            if (high > last.High) _ranges[at - 1] = (last.Low, high);
            return;
        }

        while (at > 0 && _ranges[at - 1].High >= low - 1) at--;
        int end = at;
        for (; end < _ranges.Count && _ranges[end].Low <= high + 1; end++) (low, high) = (Math.Min(low, _ranges[end].Low), Math.Max(high, _ranges[end].High));
        if (end > at) _ranges.RemoveRange(at + 1, end - at - 1);
        if (end > at) _ranges[at] = (low, high);
        else _ranges.Insert(at, (low, high));
        if (_ranges.Count <= MaxRanges) return;
        if (fillsHoles) _ranges[1] = (_ranges[0].Low, _ranges[1].High);
        _ranges.RemoveAt(0);
    }

    /// <summary>Whether a number that is not here stands between others, behind a given one.</summary>
    internal bool HasHoleBehind(long number) => _ranges.Count > 1 && _ranges[^1].Low - 1 > number;

    /// <summary>Whether all numbers of another set are here.</summary>
    internal bool Covers(PacketNumbers other)
    {
        int at = 0;
        foreach ((long low, long high) in other._ranges)
        {
            while (at < _ranges.Count && _ranges[at].High < low) at++;
            if (at == _ranges.Count || _ranges[at].Low > low || _ranges[at].High < high) return false;
        }

        return true;
    }
}
