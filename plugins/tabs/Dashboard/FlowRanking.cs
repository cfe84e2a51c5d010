using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Dashboard;

/// <summary>
/// The busiest flows. Chosen anew every two seconds of the snapshots' time and not with each, so that rows keep their place long
/// enough to be read; what has left the table meanwhile, as all flows do within a moment of a storm, stays as it was last seen.
/// </summary>
sealed class FlowRanking
{
    internal const int Capacity = 64;
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    readonly FlowRow[] _rows = new FlowRow[Capacity];
    readonly bool[] _isGone = new bool[Capacity];
    readonly (double Rate, long Bytes)[] _keys = new (double, long)[Capacity];
    DateTimeOffset _chosenAt;
    long _version = -1;

    /// <summary>How many flows were chosen.</summary>
    internal int Count { get; private set; }

    /// <summary>The flow at a rank, as it was last seen.</summary>
    internal ref readonly FlowRow this[int rank] => ref _rows[rank];

    /// <summary>Whether the flow at a rank has left the table since it was chosen.</summary>
    internal bool IsGone(int rank) => _isGone[rank];

    internal void Update(FlowTableSnapshot table)
    {
        if (table.Version == _version) return;
        _version = table.Version;
        TimeSpan since = table.TakenAt - _chosenAt;
        // With free ranks a newcomer need not wait: it is put behind the others by the full choice anyway.
        if (Count > 0 && since >= TimeSpan.Zero && since < Rest && Count >= Math.Min(Capacity, table.Rows.Length))
        {
            Refresh(table.Rows);
            return;
        }

        _chosenAt = table.TakenAt;
        Count = 0;
        foreach (ref readonly FlowRow row in table.Rows.AsSpan()) Offer(row);
        Array.Clear(_isGone);
    }

    void Refresh(ImmutableArray<FlowRow> rows)
    {
        for (int rank = 0; rank < Count; rank++)
        {
            int index = Find(rows, _rows[rank].Number);
            _isGone[rank] = index < 0;
            _rows[rank] = index < 0 ? _rows[rank] with { BitsPerSecondToServer = 0, BitsPerSecondToClient = 0 } : rows.ItemRef(index);
        }
    }

    /// <summary>Index of a flow among the rows, or -1.</summary>
    static int Find(ImmutableArray<FlowRow> rows, long number)
    {
        int low = 0, high = rows.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = rows.ItemRef(middle).Number;
            if (found == number) return middle;
            if (found < number) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    void Offer(in FlowRow row)
    {
        (double, long) key = (row.BitsPerSecondToClient + row.BitsPerSecondToServer, row.Record.BytesToClient + row.Record.BytesToServer);
        if (Count == Capacity && key.CompareTo(_keys[^1]) <= 0) return;
        int at = Math.Min(Count, Capacity - 1);
        for (; at > 0 && key.CompareTo(_keys[at - 1]) > 0; at--)
        {
            _keys[at] = _keys[at - 1];
            _rows[at] = _rows[at - 1];
        }

        _keys[at] = key;
        _rows[at] = row;
        if (Count < Capacity) Count++;
    }
}
