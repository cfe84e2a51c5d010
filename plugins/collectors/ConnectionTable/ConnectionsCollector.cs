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
    /// <summary>How long what has ended is still told.</summary>
    internal static readonly TimeSpan Linger = TimeSpan.FromSeconds(60);

    // A flow and the end of its socket are seen by different ways.
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    readonly Dictionary<FiveTuple, SocketRow> _sockets = [];
    readonly HashSet<FiveTuple> _taken = [];
    readonly SocketLedger _ledger = new();
    readonly ListenerTable _listeners = new();
    (long Flows, long Sockets) _seen = (-1, -1);
    DateTimeOffset _now, _knownSince;
    bool _isCapturing;

    public ISnapshot? Collect(CollectionContext context)
    {
        FlowTableSnapshot? flows = plugin.Snapshots.Get<FlowTableSnapshot>();
        SocketTableSnapshot? sockets = plugin.Snapshots.Get<SocketTableSnapshot>();
        if (flows is null && sockets is null) return null;
        (long, long) seen = (flows?.Version ?? 0, sockets?.Version ?? 0);
        if (seen == _seen) return null;
        _seen = seen;
        _now = context.Now;
        _isCapturing = plugin.Snapshots.Get<EngineSnapshot>() is { State: SourceState.Running };
        Index(sockets);
        if (sockets is not null) _ledger.BeginLook(sockets.TakenAt, context.Now);
        ConnectionRow[] joined = JoinAll(flows);
        var rows = ImmutableArray.CreateBuilder<ConnectionRow>(joined.Length + _sockets.Count);
        rows.AddRange(joined);
        AddWithoutFlow();
        _ledger.Finish(rows, _knownSince);
        return new ConnectionsSnapshot
        {
            Version = context.Version,
            TakenAt = context.Now,
            Connections = rows.ToImmutable(),
            WithFlow = joined.Length,
            Listening = _listeners.Rows(),
        };
    }

    // Those that ended first, so that a new connection of the same five-tuple stands in their place.
    void Index(SocketTableSnapshot? sockets)
    {
        _sockets.Clear();
        _taken.Clear();
        if (sockets is null) return;
        foreach (SocketRow socket in sockets.Ended)
        {
            if (IsConnected(socket) && _now - (socket.EndedAt ?? _now) < Linger) _sockets[socket.Local] = socket;
        }

        _listeners.BeginLook();
        foreach (SocketRow socket in sockets.Sockets)
        {
            if (IsConnected(socket)) _sockets[socket.Local] = socket;
            else if (socket.Local.SourcePort != 0) _listeners.Take(socket, _ledger);
        }

        _listeners.Forget();
    }

    // From the newest flow down: of several of one five-tuple the socket is that of the last.
    ConnectionRow[] JoinAll(FlowTableSnapshot? flows)
    {
        ReadOnlySpan<FlowRow> all = flows is null ? default : flows.Rows.AsSpan();
        var joined = new ConnectionRow[all.Length];
        Timestamp oldest = new(long.MaxValue);
        for (int i = all.Length - 1; i >= 0; i--)
        {
            joined[i] = Join(all[i]);
            if (all[i].Record.End < oldest) oldest = all[i].Record.End;
        }

        // The table holds the flows with the newest packets: what ended before the oldest of them may have been a flow that left it.
        bool isWhole = flows is not { Omitted: > 0 } || all.IsEmpty;
        _knownSince = isWhole ? DateTimeOffset.MinValue : WallTime(oldest) + Slack;
        return joined;
    }

    ConnectionRow Join(in FlowRow flow)
    {
        FlowRecord record = flow.Record;
        FiveTuple tuple = record.Tuple, reversed = tuple.Reversed;
        bool hasEnded = record.EndReason != FlowEndReason.None || record.TcpState is TcpState.Closed or TcpState.Reset;
        bool isLongGone = hasEnded && _now - WallTime(record.End) > Linger;
        SocketRow? client = Take(tuple, isLongGone), server = Take(reversed, isLongGone);
        return new ConnectionRow(tuple, flow.Number)
        {
            ClientSocket = client,
            ServerSocket = server,
            ClientProcess = Better(record.ClientProcess, client?.Owner),
            ServerProcess = Better(record.ServerProcess, server?.Owner),
            HasEnded = hasEnded,
        };
    }

    // A flow that was given up while its socket lives on (no packet for minutes) leaves the socket a row of its own.
    SocketRow? Take(in FiveTuple local, bool isLongGone)
    {
        if (!_sockets.TryGetValue(local, out SocketRow? socket) || (isLongGone && !HasEnded(socket)) || !_taken.Add(local)) return null;
        _ledger.Drop(local);
        return socket;
    }

    void AddWithoutFlow()
    {
        foreach ((FiveTuple local, SocketRow socket) in _sockets)
        {
            if (!_taken.Add(local)) continue;
            // On loopback, and between addresses of this machine, both ends are here and make one connection.
            FiveTuple other = local.Reversed;
            SocketRow? peer = other != local && _sockets.TryGetValue(other, out SocketRow? found) && _taken.Add(other) ? found : null;
            bool hasEnded = HasEnded(socket) && (peer is null || HasEnded(peer));
            if (hasEnded && !_ledger.Knows(local) && IsNoConnection(socket)) continue;
            _ledger.Take(socket, peer, IsServer(socket, peer), hasEnded);
        }
    }

    // What nobody saw open: its flow may have left the table; or it is a UDP socket that was connected and closed without a packet, as programs do to
    // find out which of their addresses leads to another.
    bool IsNoConnection(SocketRow socket) => socket.EndedAt < _knownSince || (_isCapturing && socket.Local.Transport == Transport.Udp);

    // Who listens on its port was called. Between two ends without a listener the lower port is the likelier one.
    bool IsServer(SocketRow socket, SocketRow? peer)
    {
        if (_listeners.Listens(socket)) return true;
        return peer is not null && !_listeners.Listens(peer) && socket.Local.SourcePort < peer.Local.SourcePort;
    }

    static SocketOwner? Better(SocketOwner? flow, SocketOwner? socket) =>
        flow is null ? socket : socket is null || flow.Evidence >= socket.Evidence ? flow : socket;

    static DateTimeOffset WallTime(Timestamp time) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(time.Nanoseconds / 100, 0, (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks - TimeSpan.TicksPerDay));

    static bool IsConnected(SocketRow socket) => socket.Local.DestinationPort != 0 && socket.State != SocketState.Listen;

    static bool HasEnded(SocketRow socket) => socket.EndedAt is not null || socket.State is SocketState.TimeWait or SocketState.Close;
}
