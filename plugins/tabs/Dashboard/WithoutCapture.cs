using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Dashboard;

/// <summary>
/// What the page shows where nothing can be captured: the course of the main interface and the busiest sockets, by the kernel's counters. In the form of
/// what a capture gives; made anew when the counters are, not per frame.
/// </summary>
sealed class WithoutCapture
{
    const int MostSockets = 256;

    readonly List<FlowRow> _rows = [];
    (long Engine, long Traffic) _rateOf = (-1, -1);
    long _socketsOf = -1;
    FlowTableSnapshot? _sockets;

    /// <summary>The engine's snapshot with the rates of an interface.</summary>
    internal EngineSnapshot? Engine { get; private set; }

    /// <summary>The interface whose rates they are.</summary>
    internal InterfaceTraffic? Interface { get; private set; }

    internal EngineSnapshot Rates(EngineSnapshot engine, TrafficSnapshot? traffic, NetworkConfigSnapshot? config)
    {
        if (traffic is null || MachineLine.Choose(traffic, config) is not { } main) return engine;
        (long, long) of = (engine.Version, traffic.Version);
        if (Engine is not null && of == _rateOf) return Engine;
        (_rateOf, Interface) = (of, main);
        ReadOnlySpan<long> received = main.ReceivedBySecond.AsSpan(), sent = main.SentBySecond.AsSpan();
        var history = ImmutableArray.CreateBuilder<long>(received.Length);
        for (int i = 0; i < Math.Min(received.Length, sent.Length); i++) history.Add(received[i] + sent[i]);
        return Engine = engine with
        {
            BitsPerSecond = main.BitsPerSecondReceived + main.BitsPerSecondSent,
            PacketsPerSecond = main.PacketsPerSecondReceived + main.PacketsPerSecondSent,
            BytesPerSecondHistory = history.ToImmutable(),
        };
    }

    /// <summary>The sockets, by number.</summary>
    internal FlowTableSnapshot? Sockets(ConnectionsSnapshot? connections)
    {
        if (connections is null || connections.Version == _socketsOf) return _sockets;
        _socketsOf = connections.Version;
        _rows.Clear();
        foreach (ConnectionRow row in connections.Connections) _rows.Add(row.ToFlow(row.SocketNumber));
        _rows.Sort(static (a, b) => KeyOf(b).CompareTo(KeyOf(a)));
        if (_rows.Count > MostSockets) _rows.RemoveRange(MostSockets, _rows.Count - MostSockets);
        _rows.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return _sockets = new FlowTableSnapshot { Version = connections.Version, TakenAt = connections.TakenAt, Rows = [.. _rows] };
    }

    static (double Rate, long Bytes) KeyOf(in FlowRow row) =>
        (row.BitsPerSecondToClient + row.BitsPerSecondToServer, row.Record.BytesToClient + row.Record.BytesToServer);
}
