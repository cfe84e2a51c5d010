using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>Orders indexes of rows. Kept and set anew for each sort, so that sorting makes no garbage.</summary>
sealed class FlowComparer : IComparer<int>
{
    internal required ListedRows Rows { get; init; }

    internal FlowSort Sort { get; set; }

    internal bool IsReversed { get; set; }

    /// <summary>Whether the natural direction of an order is downwards: of amounts the largest is looked for first, of names the first.</summary>
    internal static bool IsDescending(FlowSort sort) => sort is FlowSort.DownRate or FlowSort.UpRate or FlowSort.Total or FlowSort.RoundTrip;

    public int Compare(int x, int y)
    {
        ref readonly FlowRow a = ref Rows[x], b = ref Rows[y];
        int order = CompareBy(a, b);
        if (IsDescending(Sort)) order = -order;
        if (order == 0) order = a.Number.CompareTo(b.Number);
        return IsReversed ? -order : order;
    }

    int CompareBy(in FlowRow a, in FlowRow b) => Sort switch
    {
        FlowSort.DownRate => a.BitsPerSecondToClient.CompareTo(b.BitsPerSecondToClient),
        FlowSort.UpRate => a.BitsPerSecondToServer.CompareTo(b.BitsPerSecondToServer),
        FlowSort.Total => TotalOf(a.Record).CompareTo(TotalOf(b.Record)),
        FlowSort.Server => CompareServers(a, b),
        FlowSort.Protocol => string.CompareOrdinal(a.Record.App ?? "\uffff", b.Record.App ?? "\uffff"),
        FlowSort.RoundTrip => Nullable.Compare(a.Record.RoundTripTime, b.Record.RoundTripTime),
        FlowSort.Process => string.CompareOrdinal(a.Record.Process?.Process.Name ?? "\uffff", b.Record.Process?.Process.Name ?? "\uffff"),
        FlowSort.Age => a.Record.Start.CompareTo(b.Record.Start),
        _ => 0,
    };

    // Names first, then addresses, each in their own order.
    static int CompareServers(in FlowRow a, in FlowRow b)
    {
        if (a.ServerName is not null || b.ServerName is not null)
            return string.CompareOrdinal(a.ServerName ?? "\uffff", b.ServerName ?? "\uffff");
        FiveTuple left = a.Record.Tuple, right = b.Record.Tuple;
        int order = left.Destination.CompareTo(right.Destination);
        return order != 0 ? order : left.DestinationPort.CompareTo(right.DestinationPort);
    }

    static long TotalOf(in FlowRecord record) => record.BytesToClient + record.BytesToServer;
}
