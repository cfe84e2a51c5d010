using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Processes;

/// <summary>The processes in the order that the user wants; rows keep their place between two orderings, new ones come last.</summary>
sealed class ProcessList
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    readonly List<int> _order = [];
    readonly List<ProcessKey> _keys = [];
    readonly Dictionary<ProcessKey, int> _places = [];
    readonly Comparison<int> _compare;
    ImmutableArray<ProcessTraffic> _all = [];
    DateTimeOffset _orderedAt;
    long _version = -1;
    bool _isDue = true;

    internal ProcessList() => _compare = Compare;

    internal int Count => _order.Count;

    internal ProcessSort Sort { get; private set; }

    internal bool IsReversed { get; private set; }

    internal ProcessTraffic this[int position] => _all[_order[position]];

    internal void CycleSort() => (Sort, IsReversed, _isDue) = ((ProcessSort)(((int)Sort + 1) % (int)ProcessSort.Count), false, true);

    internal void OrderBy(ProcessSort sort) => (IsReversed, Sort, _isDue) = (sort == Sort && !IsReversed, sort, true);

    internal void Reverse() => (IsReversed, _isDue) = (!IsReversed, true);

    /// <summary>Takes a snapshot. Returns whether positions may have changed.</summary>
    internal bool Update(ProcessBandwidthSnapshot snapshot)
    {
        if (snapshot.Version == _version && !_isDue) return false;
        (_version, _all) = (snapshot.Version, snapshot.Processes);
        TimeSpan since = snapshot.TakenAt - _orderedAt;
        bool isOrdering = _isDue || since >= Rest || since < TimeSpan.Zero;
        if (isOrdering)
        {
            (_orderedAt, _isDue) = (snapshot.TakenAt, false);
            _order.Clear();
            for (int i = 0; i < _all.Length; i++) _order.Add(i);
            _order.Sort(_compare);
        }
        else Replace();

        _keys.Clear();
        foreach (int index in _order) _keys.Add(_all[index].Process.Key);
        return true;
    }

    // The same processes at other places of the snapshot: each goes back to its row.
    void Replace()
    {
        _places.Clear();
        for (int i = 0; i < _all.Length; i++) _places[_all[i].Process.Key] = i;
        _order.Clear();
        foreach (ProcessKey key in _keys)
        {
            if (_places.Remove(key, out int index)) _order.Add(index);
        }

        for (int i = 0; i < _all.Length; i++)
        {
            if (_places.ContainsKey(_all[i].Process.Key)) _order.Add(i);
        }
    }

    internal int PositionOf(in ProcessKey key)
    {
        for (int i = 0; i < _keys.Count; i++)
        {
            if (_keys[i] == key) return i;
        }

        return -1;
    }

    int Compare(int x, int y)
    {
        ProcessTraffic a = _all[x], b = _all[y];
        int order = Sort switch
        {
            ProcessSort.Rate => (b.BitsPerSecondSent + b.BitsPerSecondReceived).CompareTo(a.BitsPerSecondSent + a.BitsPerSecondReceived),
            ProcessSort.Received => b.BytesReceived.CompareTo(a.BytesReceived),
            ProcessSort.Sent => b.BytesSent.CompareTo(a.BytesSent),
            ProcessSort.Connections => b.Connections.CompareTo(a.Connections),
            ProcessSort.Name => string.CompareOrdinal(a.Process.Name, b.Process.Name),
            _ => a.Process.Pid.CompareTo(b.Process.Pid),
        };
        if (order == 0) order = (b.BytesSent + b.BytesReceived).CompareTo(a.BytesSent + a.BytesReceived);
        if (order == 0) order = a.Process.Pid.CompareTo(b.Process.Pid);
        return IsReversed ? -order : order;
    }
}
