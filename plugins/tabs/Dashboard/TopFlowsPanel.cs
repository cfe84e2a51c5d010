using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>The busiest flows, and the sums of all rates.</summary>
sealed class TopFlowsPanel
{
    const int Mark = 0, Server = 1, Protocol = 2, Down = 3, Up = 4, Total = 5, Client = 6, Rtt = 7, State = 8, Packets = 9;

    readonly Table _table = new(
        new TableColumn("", 1), new TableColumn("Server", 20, 0, MaxWidth: 34), new TableColumn("Protocol", 10, 1, MaxWidth: 10),
        new TableColumn("↓ rate", 8, 1, AlignRight: true), new TableColumn("↑ rate", 8, 1, AlignRight: true),
        new TableColumn("Total", 7, 2, AlignRight: true), new TableColumn("Client", 15, 3, MaxWidth: 21),
        new TableColumn("RTT", 6, 4, AlignRight: true), new TableColumn("State", 7, 5), new TableColumn("Packets", 7, 6, AlignRight: true));

    // Rates are smoothed over this time.
    static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(2);

    readonly FlowRanking _ranking = new();
    long _version = -1;

    /// <summary>Whether the rows are sockets by the kernel's counters, and no flows.</summary>
    internal bool IsOfSockets { get; set; }

    /// <summary>Whether the sums below are of all flows that move: in a storm the table holds those of the last moment only.</summary>
    internal bool SumsAll { get; private set; }

    /// <summary>What all servers send now.</summary>
    internal double BitsToClients { get; private set; }

    /// <summary>What all clients send now.</summary>
    internal double BitsToServers { get; private set; }

    internal void Update(FlowTableSnapshot? flows, EngineSnapshot engine)
    {
        if (flows is null || flows.Version == _version) return;
        _version = flows.Version;
        _ranking.Update(flows);
        (BitsToClients, BitsToServers) = (0, 0);
        Timestamp oldest = engine.PacketTime;
        foreach (ref readonly FlowRow row in flows.Rows.AsSpan())
        {
            BitsToClients += row.BitsPerSecondToClient;
            BitsToServers += row.BitsPerSecondToServer;
            if (row.Record.End < oldest) oldest = row.Record.End;
        }

        SumsAll = flows.Omitted == 0 || engine.FlowsActive <= flows.Rows.Length || engine.PacketTime.Since(oldest) > RateWindow;
    }

    internal void Draw(Surface surface, FlowTableSnapshot? flows)
    {
        bool isMoving = BitsToClients + BitsToServers > 0;
        string title = IsOfSockets ? isMoving ? "Top sockets by rate" : "Top sockets by bytes" : isMoving ? "Top flows by rate" : "Top flows by bytes";
        Surface body = Panel.Draw(surface, title);
        if (flows is null || flows.Rows.IsEmpty)
        {
            body.Write(1, 0, IsOfSockets ? "no sockets yet" : "no flows yet", StyleRole.Muted);
            return;
        }

        Surface table = body.Slice(1, 0, body.Width - 1, body.Height);
        _table.Arrange(table.Width);
        _table.DrawHeader(table);
        for (int rank = 0; rank < _ranking.Count && rank + 1 < table.Height; rank++)
            DrawRow(table.Slice(0, rank + 1, table.Width, 1), _ranking[rank], _ranking.IsGone(rank));
    }

    void DrawRow(Surface row, in FlowRow flow, bool isGone)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        ref readonly FlowRow f = ref flow;
        FlowRecord record = f.Record;
        Style plain = isGone || FlowText.HasEnded(record) ? StyleRole.Muted : StyleRole.Default;
        row.Put(_table.LeftOf(Mark), 0, FlowText.StateMark(record), FlowText.StateStyle(record));
        _table.Cell(row, Server, FlowText.Server(f, buffer), plain);
        _table.Cell(row, Protocol, FlowText.Protocol(record, buffer), FlowText.ProtocolStyle(record.App));
        DrawRate(row, Down, f.BitsPerSecondToClient, StyleRole.Download, buffer);
        DrawRate(row, Up, f.BitsPerSecondToServer, StyleRole.Upload, buffer);
        _table.Cell(row, Total, Units.Bytes(record.BytesToClient + record.BytesToServer, buffer), plain);
        if (_table.Shows(Client))
            _table.Cell(row, Client, FlowText.Endpoint(record.Tuple.Source, record.Tuple.SourcePort, buffer), StyleRole.Muted);
        if (record.RoundTripTime is { } rtt) _table.Cell(row, Rtt, Units.Duration(rtt, buffer), plain);
        _table.Cell(row, State, FlowText.State(record), FlowText.StateStyle(record));
        _table.Cell(row, Packets, Units.ShortCount(record.PacketsToClient + record.PacketsToServer, buffer), plain);
    }

    // A nought says less than nothing at all, and the eye finds the moving rows sooner without it.
    void DrawRate(Surface row, int column, double rate, StyleRole role, Span<char> buffer)
    {
        if (rate >= 0.5) _table.Cell(row, column, Units.BitRate(rate, buffer), role);
        else _table.Cell(row, column, "·", StyleRole.Border);
    }
}
