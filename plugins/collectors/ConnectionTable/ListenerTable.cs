using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.ConnectionTable;

/// <summary>The sockets that wait for anybody: listening ones of TCP, and those of UDP without a peer.</summary>
sealed class ListenerTable
{
    readonly Dictionary<(ulong Cookie, FiveTuple Local), (ConnectionRow Row, long Look)> _rows = [];
    readonly HashSet<(Transport, NetAddress, ushort)> _ends = [];
    long _look;

    internal void BeginLook()
    {
        _look++;
        _ends.Clear();
    }

    internal void Take(SocketRow socket, SocketLedger numbers)
    {
        _ends.Add((socket.Local.Transport, socket.Local.Source, socket.Local.SourcePort));
        // Several processes may listen at one place (SO_REUSEPORT): the cookie tells their sockets apart.
        (ulong, FiveTuple) key = (socket.Cookie, socket.Local);
        _rows.TryGetValue(key, out (ConnectionRow Row, long Look) known);
        ConnectionRow row = known.Row is { } before && ReferenceEquals(before.ServerSocket, socket) ? before : new ConnectionRow(socket.Local.Reversed, 0)
        {
            ServerSocket = socket,
            ServerProcess = socket.Owner,
            SocketNumber = known.Row?.SocketNumber ?? numbers.NextNumber(),
            AppearedAt = known.Row is { } same ? same.AppearedAt : numbers.AppearedAt,
        };
        _rows[key] = (row, _look);
    }

    internal void Forget()
    {
        foreach (((ulong, FiveTuple) key, (_, long look)) in _rows)
        {
            if (look != _look) _rows.Remove(key);
        }
    }

    /// <summary>Whether something listens at the local end of a connected socket.</summary>
    internal bool Listens(SocketRow socket)
    {
        FiveTuple local = socket.Local;
        return _ends.Contains((local.Transport, local.Source, local.SourcePort)) || _ends.Contains((local.Transport, default, local.SourcePort));
    }

    internal ImmutableArray<ConnectionRow> Rows()
    {
        var rows = ImmutableArray.CreateBuilder<ConnectionRow>(_rows.Count);
        foreach ((ConnectionRow row, _) in _rows.Values) rows.Add(row);
        rows.Sort(SocketLedger.ByNumber);
        return rows.MoveToImmutable();
    }
}
