using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>The columns of the table and what stands in them.</summary>
sealed class FlowColumns
{
    const int Mark = 0, Process = 1, Server = 2, Protocol = 3, Down = 4, Up = 5, Total = 6, Rtt = 7, Age = 8, State = 9, Client = 10, Place = 11,
        Packets = 12, Duration = 13, Idle = 14, Address = 15, Resent = 16;

    // A column of this width is never shown.
    const int Never = 10_000;

    static readonly TimeSpan NewFor = TimeSpan.FromSeconds(3);

    // With and without processes, with and without places: columns that would be empty take no room.
    readonly Table?[] _tables = new Table?[4];
    Table _table = Make(hasProcesses: false, hasPlaces: false);

    static Table Make(bool hasProcesses, bool hasPlaces) => new(
        new TableColumn("", 1), new TableColumn("Process", hasProcesses ? 12 : Never, hasProcesses ? 2 : Never, MaxWidth: 18),
        new TableColumn("Server", 22, 0, MaxWidth: 40), new TableColumn("Protocol", 8, 1, MaxWidth: 12),
        new TableColumn("↓ rate", 8, 1, AlignRight: true), new TableColumn("↑ rate", 8, 1, AlignRight: true),
        new TableColumn("Total", 7, 3, AlignRight: true), new TableColumn("RTT", 6, 4, AlignRight: true),
        new TableColumn("Age", 6, 5, AlignRight: true), new TableColumn("State", 7, 7), new TableColumn("Client", 17, 6, MaxWidth: 25),
        new TableColumn("Place", hasPlaces ? 14 : Never, hasPlaces ? 8 : Never, MaxWidth: 40), new TableColumn("Packets", 7, 9, AlignRight: true), new TableColumn("Duration", 8, 10, AlignRight: true),
        new TableColumn("Idle", 6, 12, AlignRight: true), new TableColumn("Address", 21, 11, MaxWidth: 27),
        new TableColumn("Resent", 6, 13, AlignRight: true));

    internal void Arrange(int width, bool hasProcesses, bool hasPlaces)
    {
        int kind = (hasProcesses ? 1 : 0) + (hasPlaces ? 2 : 0);
        _table = _tables[kind] ??= Make(hasProcesses, hasPlaces);
        _table.Arrange(width);
    }

    internal void DrawHeader(Surface row, FlowSort sort, bool isReversed) =>
        _table.DrawHeader(row, ColumnOf(sort), FlowComparer.IsDescending(sort) != isReversed);

    /// <summary>The order that a click on a heading asks for, or null.</summary>
    internal FlowSort? SortAt(int x) => _table.ColumnAt(x) switch
    {
        Mark => FlowSort.Arrival,
        Server or Address => FlowSort.Server,
        Protocol => FlowSort.Protocol,
        Down => FlowSort.DownRate,
        Up => FlowSort.UpRate,
        Total => FlowSort.Total,
        Rtt => FlowSort.RoundTrip,
        Age => FlowSort.Age,
        _ => null,
    };

    /// <summary>Draws a flow.</summary>
    /// <param name="row">Where it goes.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="now">Packet time.</param>
    /// <param name="known">What collectors know of it.</param>
    internal void DrawRow(Surface row, in FlowRow flow, Timestamp now, in FlowKnowledge known)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        FlowRecord record = flow.Record;
        bool hasEnded = FlowText.HasEnded(record);
        Style plain = hasEnded ? StyleRole.Muted : StyleRole.Default;
        bool isNew = !hasEnded && now.Since(record.Start) < NewFor;
        row.Put(_table.LeftOf(Mark), 0, isNew ? '+' : FlowText.StateMark(record), isNew ? StyleRole.Accent : FlowText.StateStyle(record));
        ReadOnlySpan<char> server = known.ServerName is { } name ? name.AsSpan(0, Math.Min(name.Length, 256)) : FlowText.Server(flow, buffer);
        _table.Cell(row, Server, server, plain);
        if (known.Process is { } process) _table.Cell(row, Process, process.Process.Name.AsSpan(0, Math.Min(process.Process.Name.Length, 32)), ProcessStyle(process, plain));
        if (_table.Shows(Place) && known.Place is { } place) _table.Cell(row, Place, PlaceText.Short(place, buffer), StyleRole.Muted);
        _table.Cell(row, Protocol, FlowText.Protocol(record, buffer), hasEnded ? plain : FlowText.ProtocolStyle(record.App));
        DrawRate(row, Down, flow.BitsPerSecondToClient, hasEnded ? plain : StyleRole.Download, buffer);
        DrawRate(row, Up, flow.BitsPerSecondToServer, hasEnded ? plain : StyleRole.Upload, buffer);
        _table.Cell(row, Total, Units.Bytes(record.BytesToClient + record.BytesToServer, buffer), plain);
        if (record.RoundTripTime is { } rtt) _table.Cell(row, Rtt, Units.Duration(rtt, buffer), plain);
        _table.Cell(row, Age, Units.Duration(now.Since(record.Start), buffer), plain);
        DrawMore(row, flow, now, known, plain, buffer);
    }

    void DrawMore(Surface row, in FlowRow flow, Timestamp now, in FlowKnowledge known, Style plain, Span<char> buffer)
    {
        FlowRecord record = flow.Record;
        FiveTuple tuple = record.Tuple;
        _table.Cell(row, State, FlowText.State(record), FlowText.StateStyle(record));
        if (_table.Shows(Client)) _table.Cell(row, Client, FlowText.Endpoint(tuple.Source, tuple.SourcePort, buffer), StyleRole.Muted);
        if (_table.Shows(Packets)) _table.Cell(row, Packets, Units.Count(record.PacketsToClient + record.PacketsToServer, buffer), plain);
        if (_table.Shows(Duration)) _table.Cell(row, Duration, Units.Duration(record.End.Since(record.Start), buffer), plain);
        if (_table.Shows(Idle)) _table.Cell(row, Idle, Units.Duration(now.Since(record.End), buffer), StyleRole.Muted);
        // Without a name the address stands in the first column already.
        if (_table.Shows(Address) && known.ServerName is not null)
            _table.Cell(row, Address, FlowText.Endpoint(tuple.Destination, tuple.DestinationPort, buffer), StyleRole.Muted);
        if (record.Retransmissions > 0) _table.Cell(row, Resent, Units.Count(record.Retransmissions, buffer), StyleRole.Warning);
    }

    // A process that is known only by its port may be another one.
    static Style ProcessStyle(SocketOwner owner, Style plain) => owner.Evidence >= AttributionEvidence.Listener ? plain : StyleRole.Warning;

    // A nought says less than nothing at all, and the eye finds the moving rows sooner without it.
    void DrawRate(Surface row, int column, double rate, Style style, Span<char> buffer)
    {
        if (rate >= 0.5) _table.Cell(row, column, Units.BitRate(rate, buffer), style);
        else _table.Cell(row, column, "·", StyleRole.Border);
    }

    static int ColumnOf(FlowSort sort) => sort switch
    {
        FlowSort.DownRate => Down,
        FlowSort.UpRate => Up,
        FlowSort.Total => Total,
        FlowSort.Server => Server,
        FlowSort.Protocol => Protocol,
        FlowSort.RoundTrip => Rtt,
        FlowSort.Age => Age,
        _ => -1,
    };
}
