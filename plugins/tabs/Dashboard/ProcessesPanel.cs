using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>The processes with most traffic.</summary>
sealed class ProcessesPanel
{
    const int Name = 0, Down = 1, Up = 2, Total = 3, Pid = 4, Open = 5;

    readonly Table _table = new(
        new TableColumn("Process", 12, 0, MaxWidth: 24), new TableColumn("↓ rate", 8, 1, AlignRight: true), new TableColumn("↑ rate", 8, 2, AlignRight: true),
        new TableColumn("Total", 7, 3, AlignRight: true), new TableColumn("PID", 7, 4, AlignRight: true), new TableColumn("Open", 5, 5, AlignRight: true));

    internal void Draw(Surface surface, ProcessBandwidthSnapshot processes, ReadOnlySpan<char> note)
    {
        Surface body = Panel.Draw(surface, "Processes", note);
        Surface table = body.Slice(1, 0, body.Width - 1, body.Height);
        _table.Arrange(table.Width);
        _table.DrawHeader(table);
        if (processes.Processes.IsEmpty) table.Write(0, 1, "none with traffic yet", StyleRole.Muted);
        for (int i = 0; i < processes.Processes.Length && i + 1 < table.Height; i++) DrawRow(table.Slice(0, i + 1, table.Width, 1), processes.Processes[i]);
    }

    void DrawRow(Surface row, ProcessTraffic traffic)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        string name = traffic.Process.Name;
        _table.Cell(row, Name, name.AsSpan(0, Math.Min(name.Length, 32)), traffic.Connections > 0 ? StyleRole.Default : StyleRole.Muted);
        DrawRate(row, Down, traffic.BitsPerSecondReceived, StyleRole.Download, buffer);
        DrawRate(row, Up, traffic.BitsPerSecondSent, StyleRole.Upload, buffer);
        _table.Cell(row, Total, Units.Bytes(traffic.BytesReceived + traffic.BytesSent, buffer));
        if (_table.Shows(Pid) && traffic.Process.Pid.TryFormat(buffer, out int length, default, System.Globalization.CultureInfo.InvariantCulture))
            _table.Cell(row, Pid, buffer[..length], StyleRole.Muted);
        if (traffic.Connections > 0) _table.Cell(row, Open, Units.ShortCount(traffic.Connections, buffer), StyleRole.Muted);
    }

    void DrawRate(Surface row, int column, double rate, StyleRole role, Span<char> buffer)
    {
        if (rate >= 0.5) _table.Cell(row, column, Units.BitRate(rate, buffer), role);
        else _table.Cell(row, column, "·", StyleRole.Border);
    }
}
