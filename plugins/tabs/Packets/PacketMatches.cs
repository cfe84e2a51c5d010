using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Packets;

/// <summary>
/// Which packets are listed. Without a filter the position of a packet is its number. With one the history is searched a part in each
/// frame, so that half a million packets don't hold up the screen.
/// </summary>
sealed class PacketMatches(IPacketHistory history, TimeProvider time)
{
    // Of the 2 ms that a frame may take; looked at once in so many packets since asking the clock costs about as much as a match.
    static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(1);
    const int ClockEvery = 256;
    const int MaxPerFrame = 100_000;

    readonly MatchRing _matches = new();
    IFlowFilter? _filter;
    long _searched;
    long _unfilteredFirst = 1;

    /// <summary>The first position that can be shown.</summary>
    internal long First => _filter is null ? _unfilteredFirst : _matches.First;

    /// <summary>The position behind the last.</summary>
    internal long End => _filter is null ? Math.Max(_unfilteredFirst, history.Last + 1) : _matches.End;

    /// <summary>Whether packets are left that the filter has not seen.</summary>
    internal bool IsSearching => _filter is not null && Math.Max(_searched, history.First - 1) < history.Last;

    /// <summary>How much of the ring the filter has seen, 0 to 1.</summary>
    internal double Progress
    {
        get
        {
            long first = history.First, last = history.Last;
            return last < first ? 1 : Math.Clamp((double)(_searched - first + 1) / (last - first + 1), 0, 1);
        }
    }

    /// <summary>Number of the packet at a position.</summary>
    internal long NumberAt(long position) => _filter is null ? position : _matches[position];

    /// <summary>Position of a packet, or of the next one that is listed.</summary>
    internal long PositionOf(long number) => _filter is null ? number : _matches.PositionOf(number);

    /// <summary>Whether the search has come past a packet, so that its position is final.</summary>
    internal bool HasSeen(long number) => _filter is null || _searched >= number || !IsSearching;

    internal void Use(IFlowFilter? filter)
    {
        _filter = filter;
        _matches.Clear();
        _searched = 0;
    }

    /// <summary>
    /// Once a frame. While the window stands still, positions that have left the ring stay valid: the list must not slide away under
    /// the eye because packets are overwritten.
    /// </summary>
    internal void Update(bool keepFirst)
    {
        if (!keepFirst || _unfilteredFirst > history.Last) _unfilteredFirst = Math.Max(1, history.First);
        if (_filter is { } filter) Search(filter);
    }

    void Search(IFlowFilter filter)
    {
        long first = history.First, last = history.Last;
        // Twice the ring: enough for a window that stands still for a while, and bounded when it stands still for hours.
        long limit = 2 * Math.Max(5_000, last - first + 1);
        long next = Math.Max(_searched + 1, first), end = Math.Min(last, next + MaxPerFrame - 1);
        long started = time.GetTimestamp();
        for (; next <= end; next++)
        {
            if (history.TryGetRow(next, out PacketRow row) && filter.Matches(row)) _matches.Add(next, limit);
            _searched = next;
            if (next % ClockEvery == 0 && time.GetElapsedTime(started) > Budget) return;
        }
    }
}
