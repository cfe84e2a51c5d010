using System.Collections.Immutable;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>
/// Which flows are listed and in which order. Between two orderings, which lie seconds apart, rows keep their place and new ones
/// are put at the end: a list that reorders with each snapshot cannot be read.
/// </summary>
sealed class FlowList
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    static readonly TimeSpan EndedLinger = TimeSpan.FromSeconds(60);

    readonly FlowComparer _comparer = new();
    int[] _view = [];
    long[] _order = [];
    bool[] _isPlaced = [];
    ImmutableArray<FlowRow> _rows = [];
    DateTimeOffset _orderedAt;
    Timestamp _now;
    long _version = -1;
    long _filterVersion = -1;
    bool _isDue = true;

    /// <summary>How many flows are listed.</summary>
    internal int Count { get; private set; }

    internal FlowSort Sort => _comparer.Sort;

    internal bool IsReversed => _comparer.IsReversed;

    /// <summary>Whether flows that ended a while ago are listed too.</summary>
    internal bool ShowsEnded { get; private set; }

    /// <summary>Whether the process of some flow is known.</summary>
    internal bool HasProcesses { get; private set; }

    /// <summary>The row at a position.</summary>
    internal ref readonly FlowRow this[int position] => ref _rows.ItemRef(_view[position]);

    internal void OrderBy(FlowSort sort)
    {
        _comparer.IsReversed = sort == Sort && !IsReversed;
        _comparer.Sort = sort;
        _isDue = true;
    }

    internal void CycleSort()
    {
        _comparer.Sort = (FlowSort)(((int)Sort + 1) % Enum.GetValues<FlowSort>().Length);
        _comparer.IsReversed = false;
        _isDue = true;
    }

    internal void Reverse()
    {
        _comparer.IsReversed = !IsReversed;
        _isDue = true;
    }

    internal void ToggleEnded()
    {
        ShowsEnded = !ShowsEnded;
        _isDue = true;
    }

    /// <summary>Takes a snapshot. Returns whether positions may have changed.</summary>
    internal bool Update(FlowTableSnapshot table, Timestamp now, FilterLine filter, bool isFile)
    {
        if (table.Version == _version && filter.Version == _filterVersion && !_isDue) return false;
        TimeSpan since = table.TakenAt - _orderedAt;
        bool isOrdering = _isDue || filter.Version != _filterVersion || since >= Rest || since < TimeSpan.Zero;
        (_version, _filterVersion, _isDue) = (table.Version, filter.Version, false);
        _now = now;
        _rows = table.Rows.IsDefault ? [] : table.Rows;
        Reserve(_rows.Length);
        bool all = ShowsEnded || isFile;
        if (isOrdering)
        {
            _orderedAt = table.TakenAt;
            Count = 0;
            Append(filter.Filter, all);
            _comparer.Rows = _rows;
            if (Sort != FlowSort.Arrival || IsReversed) Array.Sort(_view, 0, Count, _comparer);
        }
        else
        {
            KeepPlaces(filter.Filter);
            Append(filter.Filter, all);
        }

        HasProcesses = false;
        for (int i = 0; i < Count; i++)
        {
            ref readonly FlowRow row = ref _rows.ItemRef(_view[i]);
            _order[i] = row.Number;
            HasProcesses |= row.Record.Process is not null;
        }

        return true;
    }

    /// <summary>Position of a flow by its number, or -1.</summary>
    internal int PositionOf(long number)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_order[i] == number) return i;
        }

        return -1;
    }

    /// <summary>Position of the flow that began last, or -1.</summary>
    internal int NewestPosition()
    {
        int newest = -1;
        for (int i = 0; i < Count; i++)
        {
            if (newest < 0 || _order[i] > _order[newest]) newest = i;
        }

        return newest;
    }

    void KeepPlaces(IFlowFilter? filter)
    {
        Array.Clear(_isPlaced, 0, _rows.Length);
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            int index = Find(_order[i]);
            if (index < 0 || (filter is not null && !filter.Matches(_rows.ItemRef(index).Record))) continue;
            _isPlaced[index] = true;
            _view[kept++] = index;
        }

        Count = kept;
    }

    void Append(IFlowFilter? filter, bool all)
    {
        if (Count == 0) Array.Clear(_isPlaced, 0, _rows.Length);
        for (int i = 0; i < _rows.Length; i++)
        {
            ref readonly FlowRow row = ref _rows.ItemRef(i);
            if (_isPlaced[i] || (!all && IsLongGone(row))) continue;
            if (filter is null || filter.Matches(row.Record)) _view[Count++] = i;
        }
    }

    bool IsLongGone(in FlowRow row) => FlowText.HasEnded(row.Record) && _now.Since(row.Record.End) > EndedLinger;

    int Find(long number)
    {
        int low = 0, high = _rows.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = _rows.ItemRef(middle).Number;
            if (found == number) return middle;
            if (found < number) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    void Reserve(int rows)
    {
        if (_view.Length >= rows) return;
        int size = Math.Max(rows, 2 * _view.Length);
        Array.Resize(ref _view, size);
        Array.Resize(ref _order, size);
        Array.Resize(ref _isPlaced, size);
    }
}
