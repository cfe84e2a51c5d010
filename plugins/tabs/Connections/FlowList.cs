using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>
/// Which flows and sockets are listed and in which order. Between two orderings, which lie seconds apart, rows keep their place and new ones
/// are put at the end: a list that reorders with each snapshot cannot be read.
/// </summary>
sealed class FlowList
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    static readonly TimeSpan EndedLinger = TimeSpan.FromSeconds(60);

    readonly ListedRows _rows = new();
    readonly FlowComparer _comparer;
    int[] _view = [];
    long[] _order = [];
    bool[] _isPlaced = [];
    DateTimeOffset _orderedAt;
    Timestamp _orderedNow;
    (long Flows, long Connections, long Filter) _versions = (-1, -1, -1);
    EndedShown _ended;
    bool _isFile;
    bool _isDue = true;

    internal FlowList() => _comparer = new FlowComparer { Rows = _rows };

    /// <summary>How many rows are listed.</summary>
    internal int Count { get; private set; }

    /// <summary>How many of them are sockets without a flow.</summary>
    internal int SocketCount { get; private set; }

    /// <summary>How many sockets without a flow there are, listed or not.</summary>
    internal int AllSockets => _rows.SocketCount;

    internal FlowSort Sort => _comparer.Sort;

    internal bool IsReversed => _comparer.IsReversed;

    /// <summary>Which of what has ended the user wants listed; a file has no choice, since all of it has ended.</summary>
    internal EndedShown Ended => _isFile ? EndedShown.Lately : _ended;

    /// <summary>Whether sockets that listen are listed too.</summary>
    internal bool ShowsListening { get; private set; }

    /// <summary>Whether the process of some row is known, or whose socket it is.</summary>
    internal bool HasProcesses { get; private set; }

    /// <summary>Whether some row lacks its process.</summary>
    internal bool LacksProcesses { get; private set; }

    /// <summary>The row at a position.</summary>
    internal ref readonly FlowRow this[int position] => ref _rows[_view[position]];

    /// <summary>The connection behind a row without a flow; null for a flow.</summary>
    internal ConnectionRow? SocketAt(int position) => _rows.SocketAt(_view[position]);

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

    internal void ToggleListening()
    {
        ShowsListening = !ShowsListening;
        _isDue = true;
    }

    internal void CycleEnded()
    {
        _ended = (EndedShown)(((int)_ended + 1) % 3);
        _isDue = true;
    }

    /// <summary>Takes what has been published. Returns whether positions may have changed.</summary>
    internal bool Update(FlowTableSnapshot? table, ConnectionsSnapshot? connections, Timestamp now, FilterLine filter, bool isFile)
    {
        (long, long, long Filter) versions = (table?.Version ?? 0, connections?.Version ?? 0, filter.Version);
        if (versions == _versions && !_isDue) return false;
        DateTimeOffset at = table is null || connections?.TakenAt > table.TakenAt ? connections?.TakenAt ?? default : table.TakenAt;
        TimeSpan since = at - _orderedAt;
        bool isOrdering = _isDue || versions.Filter != _versions.Filter || since >= Rest || since < TimeSpan.Zero;
        (_versions, _isDue) = (versions, false);
        _rows.Update(table, connections, ShowsListening);
        Reserve(_rows.Count);
        _isFile = isFile;
        EndedShown ended = isFile ? EndedShown.All : _ended;
        bool isByArrival = Sort == FlowSort.Arrival && !IsReversed;
        if (isOrdering) (_orderedAt, _orderedNow) = (at, now);
        // By arrival rows are where they belong at any time: flows as they begin, sockets behind them.
        if (isOrdering || isByArrival) Count = 0;
        else KeepPlaces(filter.Filter);
        Append(filter.Filter, ended);
        if (isOrdering && !isByArrival) Array.Sort(_view, 0, Count, _comparer);
        Note();
        return true;
    }

    void Note()
    {
        (HasProcesses, LacksProcesses, SocketCount) = (false, false, 0);
        for (int i = 0; i < Count; i++)
        {
            int index = _view[i];
            ref readonly FlowRow row = ref _rows[index];
            _order[i] = row.Number;
            bool isNamed = row.Record.Process is not null;
            HasProcesses |= isNamed;
            LacksProcesses |= !isNamed;
            if (index < _rows.FlowCount) continue;
            SocketCount++;
            HasProcesses |= _rows.SocketAt(index)!.Socket is { UserId: >= 0 };
        }
    }

    /// <summary>Position of a row by its number, or -1.</summary>
    internal int PositionOf(long number)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_order[i] == number) return i;
        }

        return -1;
    }

    /// <summary>
    /// Position of the newest row of a five-tuple, or -1: of a socket whose first packet has come, or of a flow that has left the table while its socket
    /// lives on.
    /// </summary>
    internal int PositionOf(in FiveTuple tuple)
    {
        int newest = -1;
        FiveTuple reversed = tuple.Reversed;
        for (int i = 0; i < Count; i++)
        {
            FiveTuple listed = this[i].Record.Tuple;
            if ((listed == tuple || listed == reversed) && (newest < 0 || _order[i] > _order[newest])) newest = i;
        }

        return newest;
    }

    /// <summary>Position of the flow that began last, or where there is none of the connection that appeared last; -1 in an empty list.</summary>
    internal int NewestPosition()
    {
        int newest = -1;
        for (int i = 0; i < Count; i++)
        {
            if (newest < 0 || IsNewer(_order[i], _order[newest])) newest = i;
        }

        return newest;
    }

    static bool IsNewer(long number, long other) => (KindOf(number), -number).CompareTo((KindOf(other), -other)) < 0;

    static int KindOf(long number) => number < ListedRows.FirstSocket ? 0 : number < ListedRows.FirstListener ? 1 : 2;

    void KeepPlaces(IFlowFilter? filter)
    {
        Array.Clear(_isPlaced, 0, _rows.Count);
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            int index = _rows.IndexOf(_order[i]);
            if (index < 0 || (filter is not null && !filter.Matches(_rows[index].Record))) continue;
            _isPlaced[index] = true;
            _view[kept++] = index;
        }

        Count = kept;
    }

    void Append(IFlowFilter? filter, EndedShown ended)
    {
        if (Count == 0) Array.Clear(_isPlaced, 0, _rows.Count);
        for (int i = 0; i < _rows.Count; i++)
        {
            ref readonly FlowRow row = ref _rows[i];
            if (_isPlaced[i] || IsLeftOut(row, ended)) continue;
            if (filter is null || filter.Matches(row.Record)) _view[Count++] = i;
        }
    }

    // Between two orderings nothing leaves the list for its age alone. Sockets that ended are told for as long as they should be seen.
    bool IsLeftOut(in FlowRow row, EndedShown ended) => ended switch
    {
        EndedShown.All => false,
        _ when !FlowText.HasEnded(row.Record) => false,
        EndedShown.None => true,
        _ => row.Number < ListedRows.FirstSocket && _orderedNow.Since(row.Record.End) > EndedLinger,
    };

    void Reserve(int rows)
    {
        if (_view.Length >= rows) return;
        int size = Math.Max(rows, 2 * _view.Length);
        Array.Resize(ref _view, size);
        Array.Resize(ref _order, size);
        Array.Resize(ref _isPlaced, size);
    }
}
