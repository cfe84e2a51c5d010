using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Interfaces;

/// <summary>Whether gateway, DNS servers and named hosts answer, and how fast.</summary>
sealed class HealthPanel
{
    const int Mark = 0, Role = 1, Host = 2, Median = 3, Loss = 4, Jitter = 5, Course = 6, Method = 7;

    readonly Table _table = new(
        new TableColumn("", 1), new TableColumn("", 7), new TableColumn("Host", 15, 0, MaxWidth: 39), new TableColumn("RTT", 6, 1, AlignRight: true),
        new TableColumn("Loss", 4, 2, AlignRight: true), new TableColumn("Jitter", 6, 3, AlignRight: true), new TableColumn("Course", 12, 4, MaxWidth: 30),
        new TableColumn("By", 4, 5));

    readonly long[] _course = new long[64];

    internal static int WantedHeight(HealthSnapshot? health) => 2 + Math.Max(1, health?.Targets.Length ?? 1);

    internal void Draw(Surface surface, HealthSnapshot? health)
    {
        Surface body = Panel.Draw(surface, "Reachability", surface.Width >= 60 ? "median of the last 60 probes" : "");
        Surface table = body.Slice(1, 0, body.Width - 1, body.Height);
        if (health is null || health.Targets.IsEmpty)
        {
            table.Write(0, 0, health is null ? "probing …" : "no gateway and no DNS server to probe", StyleRole.Muted);
            return;
        }

        _table.Arrange(table.Width);
        _table.DrawHeader(table);
        for (int i = 0; i < health.Targets.Length && i + 1 < table.Height; i++) DrawRow(table.Slice(0, i + 1, table.Width, 1), health.Targets[i]);
    }

    void DrawRow(Surface row, HealthTarget target)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        Style state = target.Sent == 0 ? StyleRole.Muted : !target.IsReachable ? StyleRole.Alert : target.Loss > 0.05 ? StyleRole.Warning : StyleRole.Good;
        row.Put(_table.LeftOf(Mark), 0, target.Sent == 0 ? '◌' : target.IsReachable ? '●' : '✕', state);
        _table.Cell(row, Role, target.Role switch { HealthRole.Gateway => "gateway", HealthRole.Dns => "dns", _ => "named" }, StyleRole.Muted);
        if (target.Name is { } name) _table.Cell(row, Host, name.AsSpan(0, Math.Min(name.Length, 64)));
        else _table.Cell(row, Host, AddressText.Plain(target.Address, buffer));
        if (target.Median is { } median) _table.Cell(row, Median, Units.Duration(median, buffer));
        _table.Cell(row, Loss, Units.Percent(target.Loss, buffer), target.Loss > 0 ? StyleRole.Warning : StyleRole.Muted);
        if (target.Jitter is { } jitter) _table.Cell(row, Jitter, Units.Duration(jitter, buffer), StyleRole.Muted);
        if (_table.Shows(Course)) DrawCourse(row, target);
        _table.Cell(row, Method, target.Method switch { ProbeMethod.Icmp => "icmp", ProbeMethod.Tcp => "tcp", ProbeMethod.Dns => "dns", _ => "" }, StyleRole.Muted);
    }

    void DrawCourse(Surface row, HealthTarget target)
    {
        ReadOnlySpan<long> history = target.History.AsSpan()[Math.Max(0, target.History.Length - _course.Length)..];
        long most = 1;
        for (int i = 0; i < history.Length; i++)
        {
            _course[i] = Math.Max(0, history[i]);
            most = Math.Max(most, history[i]);
        }

        Sparkline.Braille(row.Slice(_table.LeftOf(Course), 0, _table.WidthOf(Course), 1), _course.AsSpan(0, history.Length), most, StyleRole.Series3);
    }
}
