using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Packets;

/// <summary>The list of packets: which are in sight, which is selected, and whether the window goes along with the newest.</summary>
sealed class PacketList(IPacketHistory history, TimeProvider time)
{
    readonly PacketMatches _matches = new(history, time);
    readonly RowCache _rows = new(history);
    readonly PacketColumns _columns = new();
    ListCursor _cursor;
    Timestamp _oldestSeen;
    bool _mustFind;
    int _page = 1, _generation;
    IFlowFilter? _filter;

    /// <summary>Number of the selected packet, or 0.</summary>
    internal long Selected { get; private set; }

    internal bool IsFollowing { get; set; } = true;

    internal TimeMode TimeMode { get; set; }

    internal bool IsSearching => _matches.IsSearching;

    internal double SearchProgress => _matches.Progress;

    /// <summary>How many packets are listed.</summary>
    internal long Count => Math.Max(0, _matches.End - _matches.First);

    internal void Use(IFlowFilter? filter)
    {
        _filter = filter;
        _matches.Use(filter);
        _mustFind = Selected != 0;
        if (filter is null && Selected == 0) _cursor.ScrollTo(history.First);
    }

    /// <summary>Selects a packet, or the next that is listed, and stops following.</summary>
    internal void Select(long number)
    {
        IsFollowing = false;
        Selected = number;
        _mustFind = true;
    }

    internal void Deselect() => Selected = 0;

    /// <summary>Takes the keys of a list.</summary>
    internal bool OnKey(in KeyPress key)
    {
        // Home means the oldest packet that can still be read, not the first of a window that has been standing still.
        long first = Math.Max(_matches.First, _matches.PositionOf(history.First)), end = _matches.End;
        if (Selected == 0)
        {
            var fresh = new ListCursor();
            if (!fresh.OnKey(key, first, end, _page)) return false;
            if (end <= first) return true;
            bool isEnd = key.Key is Key.Home or Key.End || key.Is('g') || key.Is('G');
            _cursor.Select(isEnd ? fresh.Selected : Math.Clamp(IsFollowing ? end - 1 : _cursor.Top, first, end - 1));
        }
        else if (!_cursor.OnKey(key, Math.Min(first, _cursor.Selected), end, _page)) return false;

        Selected = end > first ? _matches.NumberAt(_cursor.Selected) : 0;
        (IsFollowing, _mustFind) = (false, false);
        return true;
    }

    internal void Click(int row)
    {
        long position = _cursor.Top + row;
        if (row < 0 || position < _matches.First || position >= _matches.End) return;
        _cursor.Select(position);
        Selected = _matches.NumberAt(position);
        (IsFollowing, _mustFind) = (false, false);
    }

    internal void Scroll(int rows)
    {
        IsFollowing = false;
        _cursor.Scroll(rows);
    }

    internal void Draw(Surface surface, Timestamp started, bool isPaused)
    {
        Surface rows = surface.Slice(1, 0, surface.Width - 2, surface.Height);
        _columns.Arrange(rows.Width);
        _columns.DrawHeader(rows, TimeMode);
        int height = Math.Max(0, rows.Height - 1);
        _page = height;
        bool isMoving = IsFollowing && !isPaused;
        LookAgain();
        _matches.Update(keepFirst: !isMoving);
        Find();
        if (isMoving) _cursor.ScrollTo(_matches.End - height);
        _cursor.Fit(_matches.First, _matches.End, height);
        for (int y = 0; y < height && _cursor.Top + y < _matches.End; y++)
        {
            long position = _cursor.Top + y;
            if (position < _matches.First) continue;
            DrawRow(surface.Slice(0, y + 1, surface.Width - 1, 1), position, started);
        }

        ScrollBar.Draw(surface.Slice(surface.Width - 1, 1, 1, height), _cursor.Top - _matches.First, Count);
    }

    // Keys that came later show more in the same packets.
    void LookAgain()
    {
        if (history.Generation == _generation) return;
        _generation = history.Generation;
        _rows.Clear();
        _matches.Use(_filter);
        _mustFind = Selected != 0;
    }

    // The position of the selected packet is known only when the search has come past it.
    void Find()
    {
        if (!_mustFind || Selected == 0 || !_matches.HasSeen(Selected) || _matches.End == _matches.First) return;
        _mustFind = false;
        long position = Math.Min(_matches.PositionOf(Selected), _matches.End - 1);
        _cursor.Select(position);
        Selected = _matches.NumberAt(position);
    }

    void DrawRow(Surface row, long position, Timestamp started)
    {
        Span<char> buffer = stackalloc char[PacketTime.MaxLength];
        long number = _matches.NumberAt(position);
        ref readonly CachedRow cached = ref _rows.Get(position, number);
        if (!cached.IsEmpty && (_oldestSeen == default || cached.Row.Time < _oldestSeen)) _oldestSeen = cached.Row.Time;
        Timestamp origin = started == default ? _oldestSeen : started;
        _columns.DrawRow(row.Slice(1, 0, row.Width - 1, 1), cached, TimeOf(cached.Row.Time, position, origin, row.Width < 120 ? 3 : 6, buffer));
        if (number == Selected) row.Restyle(0, StyleRole.Selection);
    }

    ReadOnlySpan<char> TimeOf(Timestamp moment, long position, Timestamp origin, int decimals, Span<char> buffer)
    {
        if (TimeMode == TimeMode.Clock) return PacketTime.Clock(moment, time.LocalTimeZone, decimals == 3 ? 0 : 6, buffer);
        if (TimeMode == TimeMode.Relative) return PacketTime.Seconds(moment.Nanoseconds - origin.Nanoseconds, decimals, buffer);
        if (position <= _matches.First || !history.TryGetRow(_matches.NumberAt(position - 1), out PacketRow above)) return "–";
        return PacketTime.Seconds(moment.Nanoseconds - above.Time.Nanoseconds, decimals, buffer);
    }
}
