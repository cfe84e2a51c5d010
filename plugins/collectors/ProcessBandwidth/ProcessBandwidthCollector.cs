using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.ProcessBandwidth;

/// <summary>Counts the bytes of processes.</summary>
[Collector("processbandwidth", typeof(ProcessBandwidthSnapshot), CadenceMilliseconds = 1000)]
public sealed class ProcessBandwidthCollector(IPluginContext plugin) : ICollector, IFlowEventReceiver
{
    const int MostProcesses = 1_000;

    readonly ConnectionLedger _ledger = new();
    readonly Dictionary<long, long> _unattributed = [];
    long _unattributedBytes, _look, _at;
    (long Flows, long Sockets) _seen = (-1, -1);
    DateTimeOffset _endedUpTo;
    bool _isFirstReading = true;

    public void OnEvents(ReadOnlySpan<FlowEvent> events)
    {
        foreach (ref readonly FlowEvent happened in events)
        {
            if (happened.IsEnd) Take(happened.Flow, hasEnded: true);
        }
    }

    public ISnapshot? Collect(CollectionContext context)
    {
        long now = context.Time.GetTimestamp();
        double seconds = _at == 0 ? 0 : context.Time.GetElapsedTime(_at, now).TotalSeconds;
        _at = now;
        _ledger.BeginLook(++_look);
        SocketTableSnapshot? sockets = plugin.Snapshots.Get<SocketTableSnapshot>();
        FlowTableSnapshot? flows = plugin.Snapshots.Get<FlowTableSnapshot>();
        if (flows is not null && flows.Version != _seen.Flows)
        {
            foreach (ref readonly FlowRow row in flows.Rows.AsSpan())
            {
                if (row.Record.EndReason == FlowEndReason.None) Take(row.Record, hasEnded: false);
            }
        }

        if (sockets is not null && sockets.Version != _seen.Sockets)
        {
            TakeEnded(sockets);
            foreach (SocketRow socket in sockets.Sockets) Take(socket, hasEnded: false);
            _isFirstReading = false;
        }

        _seen = (flows?.Version ?? -1, sockets?.Version ?? -1);
        _ledger.ForgetEnded();
        ImmutableArray<ProcessTraffic> processes = _ledger.Look(seconds, MostProcesses);
        return new ProcessBandwidthSnapshot { Version = context.Version, TakenAt = context.Now, Processes = processes, UnattributedBytes = _unattributedBytes };
    }

    void Take(in FlowRecord flow, bool hasEnded)
    {
        if (flow.ClientProcess is { } client) _ledger.Flow(flow.Tuple, flow.Id, client, flow.BytesToServer, flow.BytesToClient, hasEnded);
        if (flow.ServerProcess is { } server) _ledger.Flow(flow.Tuple.Reversed, flow.Id, server, flow.BytesToClient, flow.BytesToServer, hasEnded);
        if (flow.ClientProcess is null && flow.ServerProcess is null) TakeUnattributed(flow, hasEnded);
        else if (_unattributed.Remove(flow.Id, out long counted)) _unattributedBytes -= counted;
    }

    void TakeUnattributed(in FlowRecord flow, bool hasEnded)
    {
        long bytes = flow.BytesToServer + flow.BytesToClient;
        _unattributedBytes += bytes - _unattributed.GetValueOrDefault(flow.Id);
        if (hasEnded) _unattributed.Remove(flow.Id);
        else _unattributed[flow.Id] = bytes;
    }

    // The list goes back further than connections are remembered: each is taken once.
    void TakeEnded(SocketTableSnapshot sockets)
    {
        DateTimeOffset newest = _endedUpTo;
        foreach (SocketRow socket in sockets.Ended)
        {
            if (socket.EndedAt is not { } endedAt || endedAt <= _endedUpTo) continue;
            if (endedAt > newest) newest = endedAt;
            if (!_isFirstReading) Take(socket, hasEnded: true);
        }

        _endedUpTo = newest;
    }

    void Take(SocketRow socket, bool hasEnded)
    {
        if (socket is { Tcp: { } tcp } && socket.State != SocketState.Listen)
            _ledger.Socket(socket.Local, socket.Cookie, socket.Owner, (long)tcp.BytesAcknowledged, (long)tcp.BytesReceived, hasEnded, _isFirstReading);
    }
}
