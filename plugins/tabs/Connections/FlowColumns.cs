using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>The columns of the table and what stands in them.</summary>
sealed class FlowColumns
{
    const int Mark = 0, Server = 1, Protocol = 2, Down = 3, Up = 4, Total = 5, Rtt = 6, Age = 7, State = 8, Client = 9, Packets = 10,
        Duration = 11, Idle = 12, Address = 13, Resent = 14, Process = 15, Place = 16;

    // A column of this width is never shown.
    const int Never = 10_000;

    static readonly TimeSpan NewFor = TimeSpan.FromSeconds(3);

    static readonly TableColumn[] Columns =
    [
        new("", 1), new("Server", 20, 0, MaxWidth: 40), new("Protocol", 10, 1, MaxWidth: 12),
        new("↓ rate", 8, 1, AlignRight: true), new("↑ rate", 8, 1, AlignRight: true),
        new("Total", 7, 2, AlignRight: true), new("RTT", 6, 3, AlignRight: true),
        new("Age", 6, 4, AlignRight: true), new("State", 7, 6), new("Client", 17, 5, MaxWidth: 25),
        new("Packets", 7, 7, AlignRight: true), new("Duration", 8, 8, AlignRight: true),
        new("Idle", 6, 10, AlignRight: true), new("Address", 21, 9, MaxWidth: 27),
        new("Resent", 6, 11, AlignRight: true), new("Process", 14, 2, MaxWidth: 24),
        new("Place", 14, 6, MaxWidth: 32),
    ];

    // A capture file names no process, and most machines have no database of places: their rows need the room for something else.
    readonly Table?[] _tables = new Table?[4];
    Table _table = Make(hasProcesses: false, hasPlaces: false);

    static Table Make(bool hasProcesses, bool hasPlaces)
    {
        TableColumn[] columns = [.. Columns];
        if (!hasProcesses) columns[Process] = new TableColumn("", Never, Never);
        if (!hasPlaces) columns[Place] = new TableColumn("", Never, Never);
        return new Table(columns);
    }

    internal void Arrange(int width, bool hasProcesses)
    {
        int kind = (hasProcesses ? 1 : 0) + (Places is null ? 0 : 2);
        _table = _tables[kind] ??= Make(hasProcesses, Places is not null);
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
        Process => FlowSort.Process,
        _ => null,
    };

    /// <summary>Names that the wire told elsewhere, for flows without one; or null.</summary>
    internal NamesSnapshot? Names { get; set; }

    /// <summary>Where addresses are, or null without a database.</summary>
    internal GeoSnapshot? Places { get; set; }

    internal void DrawRow(Surface row, in FlowRow flow, Timestamp now)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        FlowRecord record = flow.Record;
        bool hasEnded = FlowText.HasEnded(record);
        Style plain = hasEnded ? StyleRole.Muted : StyleRole.Default;
        bool isNew = !hasEnded && now.Since(record.Start) < NewFor;
        row.Put(_table.LeftOf(Mark), 0, isNew ? '+' : FlowText.StateMark(record), isNew ? StyleRole.Accent : FlowText.StateStyle(record));
        string? told = string.IsNullOrEmpty(flow.ServerName) ? Names?.Find(record.Tuple.Destination) : null;
        _table.Cell(row, Server, told is null ? FlowText.Server(flow, buffer) : told.AsSpan(0, Math.Min(told.Length, 256)), plain);
        _table.Cell(row, Protocol, FlowText.Protocol(record, buffer), hasEnded ? plain : FlowText.ProtocolStyle(record.App));
        DrawRate(row, Down, flow.BitsPerSecondToClient, hasEnded ? plain : StyleRole.Download, buffer);
        DrawRate(row, Up, flow.BitsPerSecondToServer, hasEnded ? plain : StyleRole.Upload, buffer);
        _table.Cell(row, Total, Units.Bytes(record.BytesToClient + record.BytesToServer, buffer), plain);
        if (record.RoundTripTime is { } rtt) _table.Cell(row, Rtt, Units.Duration(rtt, buffer), plain);
        _table.Cell(row, Age, Units.Duration(now.Since(record.Start), buffer), plain);
        DrawMore(row, flow, now, plain, buffer);
    }

    void DrawMore(Surface row, in FlowRow flow, Timestamp now, Style plain, Span<char> buffer)
    {
        FlowRecord record = flow.Record;
        FiveTuple tuple = record.Tuple;
        _table.Cell(row, State, FlowText.State(record), FlowText.StateStyle(record));
        if (_table.Shows(Client)) _table.Cell(row, Client, FlowText.Endpoint(tuple.Source, tuple.SourcePort, buffer), StyleRole.Muted);
        if (_table.Shows(Packets)) _table.Cell(row, Packets, Units.Count(record.PacketsToClient + record.PacketsToServer, buffer), plain);
        if (_table.Shows(Duration)) _table.Cell(row, Duration, Units.Duration(record.End.Since(record.Start), buffer), plain);
        if (_table.Shows(Idle)) _table.Cell(row, Idle, Units.Duration(now.Since(record.End), buffer), StyleRole.Muted);
        // Without a name the address stands in the first column already.
        if (_table.Shows(Address) && flow.ServerName is not null)
            _table.Cell(row, Address, FlowText.Endpoint(tuple.Destination, tuple.DestinationPort, buffer), StyleRole.Muted);
        if (_table.Shows(Place) && (Places?.Find(tuple.Destination) ?? Places?.Find(tuple.Source)) is { } place)
            _table.Cell(row, Place, PlaceText.Short(place, buffer), StyleRole.Muted);
        if (_table.Shows(Process) && record.Process is { } owner) _table.Cell(row, Process, ProcessText.Short(owner, buffer), ProcessText.StyleOf(owner, plain));
        if (record.Retransmissions > 0) _table.Cell(row, Resent, Units.Count(record.Retransmissions, buffer), StyleRole.Warning);
    }

    // A nought says less than nothing at all, and the eye finds the moving rows sooner without it.
    void DrawRate(Surface row, int column, double rate, Style style, Span<char> buffer)
    {
        if (rate >= 0.5) _table.Cell(row, column, Units.BitRate(rate, buffer), style);
        else _table.Cell(row, column, "·", StyleRole.Border);
    }

    int ColumnOf(FlowSort sort) => sort switch
    {
        FlowSort.DownRate => Down,
        FlowSort.UpRate => Up,
        FlowSort.Total => Total,
        FlowSort.Server => Server,
        FlowSort.Protocol => Protocol,
        FlowSort.RoundTrip => Rtt,
        FlowSort.Age => Age,
        FlowSort.Process when _table.Shows(Process) => Process,
        _ => -1,
    };
}
