using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Interfaces;

/// <summary>The interfaces in the order that the user wants. Rows keep their place between two orderings.</summary>
sealed class InterfaceList
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    readonly List<int> _order = [];
    readonly Comparison<int> _compare;
    ImmutableArray<InterfaceTraffic> _all = [];
    DateTimeOffset _orderedAt;
    long _version = -1;
    bool _isDue = true;

    internal InterfaceList() => _compare = Compare;

    internal int Count => _order.Count;

    internal InterfaceSort Sort { get; private set; }

    internal bool IsReversed { get; private set; }

    internal InterfaceTraffic this[int position] => _all[_order[position]];

    internal void CycleSort()
    {
        Sort = (InterfaceSort)(((int)Sort + 1) % (int)InterfaceSort.Count);
        (IsReversed, _isDue) = (false, true);
    }

    internal void OrderBy(InterfaceSort sort)
    {
        (IsReversed, Sort, _isDue) = (sort == Sort && !IsReversed, sort, true);
    }

    internal void Reverse() => (IsReversed, _isDue) = (!IsReversed, true);

    /// <summary>Takes a snapshot. Returns whether positions may have changed.</summary>
    internal bool Update(TrafficSnapshot traffic)
    {
        if (traffic.Version == _version && !_isDue) return false;
        bool sameSet = _all.Length == traffic.Interfaces.Length;
        for (int i = 0; i < _all.Length && sameSet; i++) sameSet = _all[i].Name == traffic.Interfaces[i].Name;
        (_version, _all) = (traffic.Version, traffic.Interfaces);
        TimeSpan since = traffic.TakenAt - _orderedAt;
        if (sameSet && !_isDue && since < Rest && since >= TimeSpan.Zero) return false;
        (_orderedAt, _isDue) = (traffic.TakenAt, false);
        _order.Clear();
        for (int i = 0; i < _all.Length; i++) _order.Add(i);
        _order.Sort(_compare);
        return true;
    }

    internal int PositionOf(string name)
    {
        for (int i = 0; i < _order.Count; i++)
        {
            if (_all[_order[i]].Name == name) return i;
        }

        return -1;
    }

    int Compare(int x, int y)
    {
        InterfaceTraffic a = _all[x], b = _all[y];
        int order = Sort switch
        {
            InterfaceSort.Received => b.BitsPerSecondReceived.CompareTo(a.BitsPerSecondReceived),
            InterfaceSort.Sent => b.BitsPerSecondSent.CompareTo(a.BitsPerSecondSent),
            InterfaceSort.Total => (b.Received.Bytes + b.Sent.Bytes).CompareTo(a.Received.Bytes + a.Sent.Bytes),
            InterfaceSort.Name => string.CompareOrdinal(a.Name, b.Name),
            _ => 0,
        };
        if (order == 0) order = x.CompareTo(y);
        return IsReversed ? -order : order;
    }
}
