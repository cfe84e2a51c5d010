using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Interfaces;

/// <summary>The columns of the table and what stands in them.</summary>
sealed class InterfaceColumns
{
    const int Mark = 0, Name = 1, Down = 2, Up = 3, Spark = 4, DownTotal = 5, UpTotal = 6, Errors = 7, Drops = 8, Speed = 9, Address = 10, Packets = 11,
        Mtu = 12, Kind = 13;

    readonly Table _table = new(
        new TableColumn("", 1), new TableColumn("Interface", 9, 0, MaxWidth: 18), new TableColumn("↓ rate", 8, 1, AlignRight: true),
        new TableColumn("↑ rate", 8, 1, AlignRight: true), new TableColumn("60 s", 10, 3, MaxWidth: 30), new TableColumn("↓ total", 7, 2, AlignRight: true),
        new TableColumn("↑ total", 7, 2, AlignRight: true), new TableColumn("Err", 4, 4, AlignRight: true), new TableColumn("Drop", 4, 4, AlignRight: true),
        new TableColumn("Speed", 8, 5, AlignRight: true), new TableColumn("Address", 18, 6, MaxWidth: 43), new TableColumn("Pkt/s", 5, 7, AlignRight: true),
        new TableColumn("MTU", 6, 8, AlignRight: true), new TableColumn("Kind", 9, 9, MaxWidth: 12));

    internal void Arrange(int width) => _table.Arrange(width);

    internal void DrawHeader(Surface row, InterfaceSort sort, bool isReversed) => _table.DrawHeader(row, sort switch
    {
        InterfaceSort.Received => Down,
        InterfaceSort.Sent => Up,
        InterfaceSort.Total => DownTotal,
        InterfaceSort.Name => Name,
        _ => -1,
    }, sort != InterfaceSort.Name != isReversed);

    internal InterfaceSort? SortAt(int x) => _table.ColumnAt(x) switch
    {
        Mark => InterfaceSort.Kernel,
        Name => InterfaceSort.Name,
        Down => InterfaceSort.Received,
        Up => InterfaceSort.Sent,
        DownTotal or UpTotal => InterfaceSort.Total,
        _ => null,
    };

    internal void DrawRow(Surface row, InterfaceTraffic traffic, InterfaceConfig? config)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        bool isUp = config?.IsUp ?? true;
        Style plain = isUp ? StyleRole.Default : StyleRole.Muted;
        row.Put(_table.LeftOf(Mark), 0, isUp ? '●' : config!.IsEnabled ? '◌' : '○', isUp ? StyleRole.Good : config!.IsEnabled ? StyleRole.Warning : StyleRole.Muted);
        _table.Cell(row, Name, traffic.Name.AsSpan(0, Math.Min(traffic.Name.Length, 32)), plain);
        DrawRate(row, Down, traffic.BitsPerSecondReceived, StyleRole.Download, buffer);
        DrawRate(row, Up, traffic.BitsPerSecondSent, StyleRole.Upload, buffer);
        if (_table.Shows(Spark)) DrawSpark(row, traffic);
        _table.Cell(row, DownTotal, Units.Bytes(traffic.Received.Bytes, buffer), plain);
        _table.Cell(row, UpTotal, Units.Bytes(traffic.Sent.Bytes, buffer), plain);
        DrawTrouble(row, Errors, traffic.Received.Errors + traffic.Sent.Errors, buffer);
        DrawTrouble(row, Drops, traffic.Received.Dropped + traffic.Sent.Dropped, buffer);
        if (traffic.LinkSpeed > 0) _table.Cell(row, Speed, Units.BitRate(traffic.LinkSpeed, buffer), StyleRole.Muted);
        if (_table.Shows(Packets))
            _table.Cell(row, Packets, Units.ShortCount((long)(traffic.PacketsPerSecondReceived + traffic.PacketsPerSecondSent), buffer), plain);
        if (config is null) return;
        if (_table.Shows(Address) && config.Addresses.Length > 0) _table.Cell(row, Address, AddressText.Prefix(config.Addresses[0], buffer), plain);
        if (config.Mtu > 0) _table.Cell(row, Mtu, Units.Count(config.Mtu, buffer), StyleRole.Muted);
        _table.Cell(row, Kind, config.IsLoopback ? "loopback" : config.Kind.AsSpan(0, Math.Min(config.Kind.Length, 16)), StyleRole.Muted);
    }

    void DrawSpark(Surface row, InterfaceTraffic traffic)
    {
        Surface spark = row.Slice(_table.LeftOf(Spark), 0, _table.WidthOf(Spark), 1);
        ReadOnlySpan<long> values = traffic.ReceivedBySecond.AsSpan();
        long most = 1_000;
        foreach (long value in values) most = Math.Max(most, value);
        Sparkline.Braille(spark, values, most, StyleRole.Download);
    }

    void DrawRate(Surface row, int column, double rate, StyleRole role, Span<char> buffer)
    {
        if (rate >= 0.5) _table.Cell(row, column, Units.BitRate(rate, buffer), role);
        else _table.Cell(row, column, "·", StyleRole.Border);
    }

    void DrawTrouble(Surface row, int column, long count, Span<char> buffer)
    {
        if (count > 0) _table.Cell(row, column, Units.ShortCount(count, buffer), StyleRole.Warning);
        else _table.Cell(row, column, "·", StyleRole.Border);
    }
}
