using System.Collections.Immutable;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>
/// What can be listed, as rows of one kind by ascending number: flows, connections of which no packet was seen, sockets that listen. A connection that
/// has a flow is never there twice, although flows and sockets are looked at at different times.
/// </summary>
sealed class ListedRows
{
    /// <summary>Numbers of connections without a flow begin here; those of flows never get that far.</summary>
    internal const long FirstSocket = 1L << 61;

    /// <summary>Numbers of listening sockets begin here.</summary>
    internal const long FirstListener = 1L << 62;

    readonly HashSet<FiveTuple> _unjoined = [];
    ImmutableArray<FlowRow> _flows = [];
    FlowRow[] _sockets = [];
    ConnectionRow[] _connections = [];

    internal int Count => _flows.Length + SocketCount;

    internal int FlowCount => _flows.Length;

    /// <summary>How many rows have no flow.</summary>
    internal int SocketCount { get; private set; }

    internal ref readonly FlowRow this[int index] => ref index < _flows.Length ? ref _flows.ItemRef(index) : ref _sockets[index - _flows.Length];

    /// <summary>The connection behind a row without a flow; null for a flow.</summary>
    internal ConnectionRow? SocketAt(int index) => index < _flows.Length ? null : _connections[index - _flows.Length];

    internal void Update(FlowTableSnapshot? table, ConnectionsSnapshot? connections, bool withListening)
    {
        _flows = table is null || table.Rows.IsDefault ? [] : table.Rows;
        int before = SocketCount;
        SocketCount = 0;
        if (connections is not null)
        {
            FindUnjoined(connections);
            foreach (ConnectionRow row in connections.Connections.AsSpan()[Math.Min(connections.WithFlow, connections.Connections.Length)..])
            {
                if (_unjoined.Count == 0 || !(_unjoined.Contains(row.Tuple) || _unjoined.Contains(row.Tuple.Reversed))) Add(row, FirstSocket);
            }

            if (withListening)
            {
                foreach (ConnectionRow row in connections.Listening) Add(row, FirstListener);
            }
        }

        // What is no longer listed is not kept alive.
        if (before <= SocketCount) return;
        Array.Clear(_sockets, SocketCount, before - SocketCount);
        Array.Clear(_connections, SocketCount, before - SocketCount);
    }

    /// <summary>Index of a row by its number, or -1.</summary>
    internal int IndexOf(long number)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = this[middle].Number;
            if (found == number) return middle;
            if (found < number) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    // Flows that have begun, or were seen again, since flows and sockets were joined.
    void FindUnjoined(ConnectionsSnapshot connections)
    {
        _unjoined.Clear();
        if (connections.WithFlow == connections.Connections.Length) return;
        foreach (ref readonly FlowRow flow in _flows.AsSpan())
        {
            if (connections.FindByFlow(flow.Number) is null) _unjoined.Add(flow.Record.Tuple);
        }
    }

    void Add(ConnectionRow row, long first)
    {
        if (SocketCount == _sockets.Length)
        {
            int size = Math.Max(64, 2 * SocketCount);
            Array.Resize(ref _sockets, size);
            Array.Resize(ref _connections, size);
        }

        // Idle connections come as the same object again: nothing to make anew.
        int at = SocketCount++;
        if (ReferenceEquals(_connections[at], row)) return;
        _connections[at] = row;
        _sockets[at] = row.ToFlow(first + row.SocketNumber);
    }
}
