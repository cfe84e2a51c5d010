using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Traceroute;

/// <summary>What is known of one distance.</summary>
sealed class HopTally(int distance)
{
    NetAddress _address, _other;
    int _sent, _answered;
    long _best = long.MaxValue, _worst, _sum;

    internal NetAddress Address => _address;

    internal void Sent() => _sent++;

    internal void Answered(NetAddress by, long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        if (_address.IsNone) _address = by;
        else if (by != _address) _other = by;
        _answered++;
        _best = Math.Min(_best, nanoseconds);
        _worst = Math.Max(_worst, nanoseconds);
        _sum += nanoseconds;
    }

    internal RouteHop Result() => _answered == 0
        ? new RouteHop(distance, default, _sent, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)
        : new RouteHop(distance, _address, _sent, _answered, Span(_best), Span(_sum / _answered), Span(_worst)) { Other = _other };

    static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / 100);
}
