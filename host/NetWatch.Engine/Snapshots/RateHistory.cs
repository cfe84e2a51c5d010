using System.Collections.Immutable;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Snapshots;

/// <summary>Packets and bytes of each of the last seconds of packet time.</summary>
sealed class RateHistory
{
    const int Seconds = 300;

    readonly long[] _bytes = new long[Seconds + 1];
    readonly long[] _packets = new long[Seconds + 1];
    long _second = long.MinValue;
    long _firstSecond;
    long _secondEnds = long.MinValue;

    internal void Add(long time, int bytes)
    {
        if (time >= _secondEnds) MoveTo(SecondOf(time));
        // Packets that come late count where time stands: they have no place in a history that was shown already.
        long slot = Slot(_second);
        _bytes[slot] += bytes;
        _packets[slot]++;
    }

    /// <summary>Moves on while no packet comes, so that the rate falls to zero.</summary>
    internal void MoveTo(long second)
    {
        if (second <= _second) return;
        if (_second == long.MinValue) _firstSecond = second;
        long from = Math.Max(_second == long.MinValue ? second - 1 : _second, second - Seconds - 1);
        for (long next = from + 1; next <= second; next++)
        {
            long slot = Slot(next);
            _bytes[slot] = 0;
            _packets[slot] = 0;
        }

        _second = second;
        _secondEnds = (second + 1) * Timestamp.NanosecondsPerSecond;
    }

    internal long BytesPerSecond => _second == long.MinValue ? 0 : _bytes[Slot(_second - 1)];

    internal long PacketsPerSecond => _second == long.MinValue ? 0 : _packets[Slot(_second - 1)];

    // Rounded down also before 1970: a hostile file may say so.
    static long SecondOf(long time) => Math.DivRem(time, Timestamp.NanosecondsPerSecond) is var (whole, rest) && rest < 0 ? whole - 1 : whole;

    static long Slot(long second) => (second % (Seconds + 1) + Seconds + 1) % (Seconds + 1);

    /// <summary>The last full seconds, oldest first; as many as there were, and no more than are kept.</summary>
    internal ImmutableArray<long> History()
    {
        if (_second == long.MinValue) return [];
        long from = Math.Max(_firstSecond, _second - Seconds);
        var history = ImmutableArray.CreateBuilder<long>((int)(_second - from));
        for (long second = from; second < _second; second++) history.Add(_bytes[Slot(second)]);
        return history.MoveToImmutable();
    }
}
