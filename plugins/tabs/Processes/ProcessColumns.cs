using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Processes;

/// <summary>The columns of the table and what stands in them.</summary>
sealed class ProcessColumns
{
    const int Name = 0, Pid = 1, Down = 2, Up = 3, Spark = 4, DownTotal = 5, UpTotal = 6, Open = 7, User = 8, Evidence = 9, Where = 10, Seen = 11, Command = 12;

    readonly Table _table = new(
        new TableColumn("Process", 15, 0, MaxWidth: 18), new TableColumn("PID", 7, 1, AlignRight: true), new TableColumn("↓ rate", 8, 1, AlignRight: true),
        new TableColumn("↑ rate", 8, 1, AlignRight: true), new TableColumn("60 s", 10, 3, MaxWidth: 30), new TableColumn("↓ total", 7, 2, AlignRight: true),
        new TableColumn("↑ total", 7, 2, AlignRight: true), new TableColumn("Open", 5, 4, AlignRight: true), new TableColumn("User", 8, 5, MaxWidth: 12),
        new TableColumn("Evidence", 9, 7), new TableColumn("Unit", 12, 6, MaxWidth: 24), new TableColumn("Seen", 6, 8, AlignRight: true),
        new TableColumn("Command", 20, 9, MaxWidth: 100));

    internal void Arrange(int width) => _table.Arrange(width);

    internal void DrawHeader(Surface row, ProcessSort sort, bool isReversed) => _table.DrawHeader(row, sort switch
    {
        ProcessSort.Rate => Down,
        ProcessSort.Received => DownTotal,
        ProcessSort.Sent => UpTotal,
        ProcessSort.Connections => Open,
        ProcessSort.Name => Name,
        _ => Pid,
    }, sort is not (ProcessSort.Name or ProcessSort.Pid) != isReversed);

    internal ProcessSort? SortAt(int x) => _table.ColumnAt(x) switch
    {
        Name => ProcessSort.Name,
        Pid => ProcessSort.Pid,
        Down or Up => ProcessSort.Rate,
        DownTotal => ProcessSort.Received,
        UpTotal => ProcessSort.Sent,
        Open => ProcessSort.Connections,
        _ => null,
    };

    internal void DrawRow(Surface row, ProcessTraffic traffic)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        ProcessIdentity process = traffic.Process;
        bool isIdle = traffic.Connections == 0 && traffic.BitsPerSecondReceived + traffic.BitsPerSecondSent < 1;
        Style plain = isIdle ? StyleRole.Muted : StyleRole.Default;
        _table.Cell(row, Name, Cut(process.Name, 32), plain);
        _table.Cell(row, Pid, Number(process.Pid, buffer), StyleRole.Muted);
        DrawRate(row, Down, traffic.BitsPerSecondReceived, StyleRole.Download, buffer);
        DrawRate(row, Up, traffic.BitsPerSecondSent, StyleRole.Upload, buffer);
        if (_table.Shows(Spark)) DrawSpark(row, traffic);
        _table.Cell(row, DownTotal, Units.Bytes(traffic.BytesReceived, buffer), plain);
        _table.Cell(row, UpTotal, Units.Bytes(traffic.BytesSent, buffer), plain);
        if (traffic.Connections > 0) _table.Cell(row, Open, Units.ShortCount(traffic.Connections, buffer), plain);
        else _table.Cell(row, Open, "·", StyleRole.Border);
        if (process.UserName is { } user) _table.Cell(row, User, Cut(user, 32), StyleRole.Muted);
        else if (process.UserId >= 0 && _table.Shows(User)) _table.Cell(row, User, Number(process.UserId, buffer), StyleRole.Muted);
        DrawEvidence(row, traffic, buffer);
        if ((process.Container ?? process.Unit) is { } where) _table.Cell(row, Where, Cut(where, 64), StyleRole.Muted);
        if (_table.Shows(Seen)) _table.Cell(row, Seen, Units.ShortCount(traffic.ConnectionsSeen, buffer), StyleRole.Muted);
        if ((process.CommandLine ?? process.Executable) is { } command) _table.Cell(row, Command, Cut(command, 256), StyleRole.Muted);
    }

    // The best that is known of the process; where some of its bytes are its own by no more than a port, that is marked.
    void DrawEvidence(Surface row, ProcessTraffic traffic, Span<char> buffer)
    {
        string word = traffic.BestEvidence.Word();
        word.CopyTo(buffer);
        bool isSure = traffic.WeakestEvidence >= AttributionEvidence.Listener;
        buffer[word.Length] = '?';
        _table.Cell(row, Evidence, buffer[..(word.Length + (isSure ? 0 : 1))], isSure && traffic.BestEvidence >= AttributionEvidence.Inode ? StyleRole.Muted : StyleRole.Warning);
    }

    void DrawSpark(Surface row, ProcessTraffic traffic)
    {
        ReadOnlySpan<long> values = traffic.ReceivedHistory.AsSpan();
        long most = 1_000;
        foreach (long value in values) most = Math.Max(most, value);
        Sparkline.Braille(row.Slice(_table.LeftOf(Spark), 0, _table.WidthOf(Spark), 1), values, most, StyleRole.Download);
    }

    void DrawRate(Surface row, int column, double rate, StyleRole role, Span<char> buffer)
    {
        if (rate >= 0.5) _table.Cell(row, column, Units.BitRate(rate, buffer), role);
        else _table.Cell(row, column, "·", StyleRole.Border);
    }

    static ReadOnlySpan<char> Number(long number, Span<char> buffer) =>
        buffer[..(number.TryFormat(buffer, out int length, default, System.Globalization.CultureInfo.InvariantCulture) ? length : 0)];

    static ReadOnlySpan<char> Cut(string text, int most) => text.AsSpan(0, Math.Min(text.Length, most));
}
