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
    const int Mark = 0, Server = 1, Protocol = 2, Down = 3, Up = 4, Total = 5, Rtt = 6, Age = 7, State = 8, Client = 9, Packets = 10,
        Duration = 11, Idle = 12, Address = 13, Resent = 14, Process = 15, Place = 16, Evidence = 17, ReceiveQueue = 18, SendQueue = 19;

    // A column of this width is never shown.
    const int Never = 10_000;

    static readonly TimeSpan NewFor = TimeSpan.FromSeconds(3);

    static readonly TableColumn[] Columns =
    [
        new("", 1), new("Server", 20, 0, MaxWidth: 40), new("Protocol", 10, 1, MaxWidth: 12),
        new("↓ rate", 8, 1, AlignRight: true), new("↑ rate", 8, 1, AlignRight: true),
        new("Total", 7, 2, AlignRight: true), new("RTT", 6, 3, AlignRight: true),
        new("Age", 6, 4, AlignRight: true), new("State", 8, 6), new("Client", 17, 5, MaxWidth: 25),
        new("Packets", 7, 7, AlignRight: true), new("Duration", 8, 8, AlignRight: true),
        new("Idle", 6, 10, AlignRight: true), new("Address", 21, 9, MaxWidth: 27),
        new("Resent", 6, 11, AlignRight: true), new("Process", 14, 2, MaxWidth: 24),
        new("Place", 14, 6, MaxWidth: 32), new("Evidence", 8, 12),
        new("", Never, Never), new("", Never, Never),
    ];

    // Without packets there are no protocols and hardly an age, and the kernel's state and the process are what is known.
    static readonly (int Column, TableColumn As)[] OfSocketsOnly =
    [
        (Protocol, new("Net", 4, 1)), (State, new("State", 8, 1)), (Process, new("Process", 12, 1, MaxWidth: 24)), (Rtt, new("RTT", 6, 2, AlignRight: true)),
        (Client, new("Client", 18, 3, MaxWidth: 25)), (Total, new("Total", 7, 4, AlignRight: true)), (Evidence, new("Evidence", 8, 5)),
        (Age, new("Age", 6, 6, AlignRight: true)), (Packets, new("Packets", 7, 7, AlignRight: true)), (Resent, new("Resent", 6, 8, AlignRight: true)),
        (ReceiveQueue, new("Recv-Q", 6, 8, AlignRight: true)), (SendQueue, new("Send-Q", 6, 8, AlignRight: true)),
        (Duration, new("", Never, Never)), (Address, new("", Never, Never)), (Idle, new("", Never, Never)),
    ];

    // A capture file names no process, and most machines have no database of places: their rows need the room for something else.
    readonly Table?[] _tables = new Table?[8];
    Table _table = Make(hasProcesses: false, hasPlaces: false, isSocketsOnly: false);

    static Table Make(bool hasProcesses, bool hasPlaces, bool isSocketsOnly)
    {
        TableColumn[] columns = [.. Columns];
        if (isSocketsOnly)
        {
            foreach ((int column, TableColumn other) in OfSocketsOnly) columns[column] = other;
        }

        if (!hasProcesses) columns[Process] = columns[Evidence] = new TableColumn("", Never, Never);
        if (!hasPlaces) columns[Place] = new TableColumn("", Never, Never);
        return new Table(columns);
    }

    internal void Arrange(int width, bool hasProcesses, bool isSocketsOnly)
    {
        int kind = (hasProcesses ? 1 : 0) + (Places is null ? 0 : 2) + (isSocketsOnly ? 4 : 0);
        _table = _tables[kind] ??= Make(hasProcesses, Places is not null, isSocketsOnly);
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

    /// <summary>Wall time of the latest look at sockets, which is the clock of rows without a flow.</summary>
    internal Timestamp LookedAt { get; set; }

    /// <summary>Draws a row.</summary>
    /// <param name="row">Where.</param>
    /// <param name="flow">What is known, in the form of a flow.</param>
    /// <param name="socket">The connection behind it where there is no flow, or null.</param>
    /// <param name="now">Packet time.</param>
    internal void DrawRow(Surface row, in FlowRow flow, ConnectionRow? socket, Timestamp now)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        FlowRecord record = flow.Record;
        bool hasEnded = FlowText.HasEnded(record);
        if (socket is not null) now = LookedAt;
        Style plain = hasEnded ? StyleRole.Muted : StyleRole.Default;
        bool isNew = !hasEnded && record.Start != default && now.Since(record.Start) < NewFor;
        if (isNew) row.Put(_table.LeftOf(Mark), 0, '+', StyleRole.Accent);
        else if (socket is null) row.Put(_table.LeftOf(Mark), 0, FlowText.StateMark(record), FlowText.StateStyle(record));
        else row.Put(_table.LeftOf(Mark), 0, SocketText.Mark(socket), SocketText.MarkStyle(socket));
        string? name = string.IsNullOrEmpty(flow.ServerName) ? Names?.Find(record.Tuple.Destination) : flow.ServerName;
        if (name is not null && socket is not null) _table.Cell(row, Server, SocketText.Server(name, record.Tuple.DestinationPort, _table.WidthOf(Server), buffer), plain);
        else if (name is not null) _table.Cell(row, Server, name.AsSpan(0, Math.Min(name.Length, 256)), plain);
        else _table.Cell(row, Server, socket is null ? FlowText.Server(flow, buffer) : SocketText.Server(socket, buffer), plain);
        _table.Cell(row, Protocol, FlowText.Protocol(record, buffer), hasEnded ? plain : FlowText.ProtocolStyle(record.App));
        DrawRate(row, Down, flow.BitsPerSecondToClient, hasEnded ? plain : StyleRole.Download, buffer);
        DrawRate(row, Up, flow.BitsPerSecondToServer, hasEnded ? plain : StyleRole.Upload, buffer);
        if (socket is not { BytesToServer: null, BytesToClient: null }) _table.Cell(row, Total, Units.Bytes(record.BytesToClient + record.BytesToServer, buffer), plain);
        else DrawUnknown(row, Total);
        if (record.RoundTripTime is { } rtt) _table.Cell(row, Rtt, Units.Duration(rtt, buffer), plain);
        else DrawUnknown(row, Rtt);
        if (socket is { AppearedAt: null }) DrawUnknown(row, Age);
        else _table.Cell(row, Age, Units.Duration(now.Since(record.Start), buffer), plain);
        if (socket is null) _table.Cell(row, State, FlowText.State(record), FlowText.StateStyle(record));
        else _table.Cell(row, State, SocketText.State(socket), SocketText.MarkStyle(socket));
        if (_table.Shows(Address) && name is not null)
            _table.Cell(row, Address, FlowText.Endpoint(record.Tuple.Destination, record.Tuple.DestinationPort, buffer), StyleRole.Muted);
        DrawMore(row, record, socket, now, plain, buffer);
    }

    void DrawMore(Surface row, in FlowRecord record, ConnectionRow? socket, Timestamp now, Style plain, Span<char> buffer)
    {
        FiveTuple tuple = record.Tuple;
        if (_table.Shows(Client))
            _table.Cell(row, Client, tuple.SourcePort == 0 && socket is not null ? "-" : FlowText.Endpoint(tuple.Source, tuple.SourcePort, buffer), StyleRole.Muted);
        bool isCounted = socket is null || socket.Socket?.Tcp is not null;
        if (!isCounted) DrawUnknown(row, Packets);
        else if (_table.Shows(Packets)) _table.Cell(row, Packets, Units.Count(record.PacketsToClient + record.PacketsToServer, buffer), plain);
        if (socket is not null) DrawUnknown(row, Duration);
        else if (_table.Shows(Duration)) _table.Cell(row, Duration, Units.Duration(record.End.Since(record.Start), buffer), plain);
        if (socket is not null) DrawUnknown(row, Idle);
        else if (_table.Shows(Idle)) _table.Cell(row, Idle, Units.Duration(now.Since(record.End), buffer), StyleRole.Muted);
        if (_table.Shows(Place) && (Places?.Find(tuple.Destination) ?? Places?.Find(tuple.Source)) is { } place)
            _table.Cell(row, Place, PlaceText.Short(place, buffer), StyleRole.Muted);
        DrawProcess(row, record.Process, socket, plain, buffer);
        if (_table.Shows(ReceiveQueue) && socket is not null && socket.TellingSocket is { EndedAt: null } telling)
        {
            _table.Cell(row, ReceiveQueue, Units.ShortCount(telling.ReceiveQueue, buffer), telling.ReceiveQueue > 0 ? plain : StyleRole.Muted);
            _table.Cell(row, SendQueue, Units.ShortCount(telling.SendQueue, buffer), telling.SendQueue > 0 ? plain : StyleRole.Muted);
        }

        if (record.Retransmissions > 0) _table.Cell(row, Resent, Units.Count(record.Retransmissions, buffer), StyleRole.Warning);
    }

    void DrawProcess(Surface row, SocketOwner? owner, ConnectionRow? socket, Style plain, Span<char> buffer)
    {
        if (owner is null)
        {
            ReadOnlySpan<char> user = socket is null ? default : SocketText.User(socket, buffer);
            _table.Cell(row, Process, user.IsEmpty ? "-" : user, user.IsEmpty ? StyleRole.Border : StyleRole.Muted);
            DrawUnknown(row, Evidence);
            return;
        }

        if (_table.Shows(Process)) _table.Cell(row, Process, ProcessText.Short(owner, _table.WidthOf(Process), buffer), ProcessText.StyleOf(owner, plain));
        _table.Cell(row, Evidence, owner.Evidence.Word(), owner.Evidence >= AttributionEvidence.Inode ? StyleRole.Muted : StyleRole.Warning);
    }

    void DrawUnknown(Surface row, int column) => _table.Cell(row, column, "-", StyleRole.Border);

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
