using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.ConnectionTable;

/// <summary>Joins flows, sockets and processes.</summary>
[Collector("connections", typeof(ConnectionsSnapshot), CadenceMilliseconds = 1000)]
public sealed class ConnectionsCollector(IPluginContext plugin) : ICollector
{
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(60);

    readonly Dictionary<FiveTuple, SocketRow> _sockets = [];
    readonly HashSet<FiveTuple> _taken = [];
    (long Flows, long Sockets) _seen = (-1, -1);

    public ISnapshot? Collect(CollectionContext context)
    {
        FlowTableSnapshot? flows = plugin.Snapshots.Get<FlowTableSnapshot>();
        SocketTableSnapshot? sockets = plugin.Snapshots.Get<SocketTableSnapshot>();
        if (flows is null && sockets is null) return null;
        (long, long) seen = (flows?.Version ?? 0, sockets?.Version ?? 0);
        if (seen == _seen) return null;
        _seen = seen;
        Index(sockets, context.Now);
        var rows = ImmutableArray.CreateBuilder<ConnectionRow>((flows?.Rows.Length ?? 0) + _sockets.Count);
        foreach (ref readonly FlowRow flow in (flows?.Rows ?? []).AsSpan()) rows.Add(Join(flow));
        int withFlow = rows.Count;
        foreach ((FiveTuple local, SocketRow socket) in _sockets)
        {
            if (!_taken.Contains(local)) rows.Add(new ConnectionRow(local, 0) { ClientSocket = socket, ClientProcess = socket.Owner, HasEnded = HasEnded(socket) });
        }

        return new ConnectionsSnapshot { Version = context.Version, TakenAt = context.Now, Connections = rows.ToImmutable(), WithFlow = withFlow };
    }

    // Those that ended first, so that a new connection of the same five-tuple stands in their place.
    void Index(SocketTableSnapshot? sockets, DateTimeOffset now)
    {
        _sockets.Clear();
        _taken.Clear();
        if (sockets is null) return;
        foreach (SocketRow socket in sockets.Ended)
        {
            if (IsConnected(socket) && now - (socket.EndedAt ?? now) < Linger) _sockets[socket.Local] = socket;
        }

        foreach (SocketRow socket in sockets.Sockets)
        {
            if (IsConnected(socket)) _sockets[socket.Local] = socket;
        }
    }

    ConnectionRow Join(in FlowRow flow)
    {
        FlowRecord record = flow.Record;
        FiveTuple tuple = record.Tuple, reversed = tuple.Reversed;
        SocketRow? client = Take(tuple), server = Take(reversed);
        return new ConnectionRow(tuple, flow.Number)
        {
            ClientSocket = client,
            ServerSocket = server,
            ClientProcess = Better(record.ClientProcess, client?.Owner),
            ServerProcess = Better(record.ServerProcess, server?.Owner),
            HasEnded = record.EndReason != FlowEndReason.None || record.TcpState is TcpState.Closed or TcpState.Reset,
        };
    }

    SocketRow? Take(in FiveTuple local)
    {
        if (!_sockets.TryGetValue(local, out SocketRow? socket)) return null;
        _taken.Add(local);
        return socket;
    }

    static SocketOwner? Better(SocketOwner? flow, SocketOwner? socket) =>
        flow is null ? socket : socket is null || flow.Evidence >= socket.Evidence ? flow : socket;

    static bool IsConnected(SocketRow socket) => socket.Local.DestinationPort != 0 && socket.State != SocketState.Listen;

    static bool HasEnded(SocketRow socket) => socket.EndedAt is not null || socket.State is SocketState.TimeWait or SocketState.Close;
}
