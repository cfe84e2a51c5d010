using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>The flows of the table summed up by server: one row a name, or an address where no name is known.</summary>
sealed class ServersPanel
{
    const int Name = 0, Flows = 1, Down = 2, Up = 3, Bar = 4;

    // Many servers with few bytes each are not what the panel is for; beyond this the sum goes to "others" and is said.
    const int MaxServers = 4_096;

    readonly Table _table = new(
        new TableColumn("Server", 20, 0, MaxWidth: 40), new TableColumn("Flows", 5, 1, AlignRight: true),
        new TableColumn("↓ bytes", 7, 1, AlignRight: true), new TableColumn("↑ bytes", 7, 1, AlignRight: true),
        new TableColumn("", 8, 2, MaxWidth: 20));

    readonly Dictionary<(string? Name, NetAddress Address), int> _places = [];
    readonly List<ServerTotal> _totals = [];
    long _version = -1;
    bool _isFull;

    internal void Draw(Surface surface, FlowTableSnapshot? flows)
    {
        if (flows is not null && flows.Version != _version) Sum(flows);
        Surface body = Panel.Draw(surface, "Servers", _isFull ? "the first 4,096 of these flows" : "of these flows");
        Surface table = body.Slice(1, 0, body.Width - 1, body.Height);
        _table.Arrange(table.Width);
        _table.DrawHeader(table);
        long most = _totals.Count == 0 ? 1 : Math.Max(1, _totals[0].Bytes);
        for (int i = 0; i < _totals.Count && i + 1 < table.Height; i++) DrawRow(table.Slice(0, i + 1, table.Width, 1), _totals[i], most);
    }

    void DrawRow(Surface row, in ServerTotal total, long most)
    {
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        _table.Cell(row, Name, total.Name is { } name ? name.AsSpan(0, Math.Min(name.Length, 256)) : FlowText.Endpoint(total.Address, 0, buffer));
        _table.Cell(row, Flows, Units.ShortCount(total.Flows, buffer), StyleRole.Muted);
        _table.Cell(row, Down, Units.Bytes(total.Down, buffer), StyleRole.Download);
        _table.Cell(row, Up, Units.Bytes(total.Up, buffer), StyleRole.Upload);
        if (_table.Shows(Bar))
            Gauge.Draw(row.Slice(_table.LeftOf(Bar), 0, _table.WidthOf(Bar), 1), (double)total.Bytes / most, StyleRole.Series1);
    }

    void Sum(FlowTableSnapshot flows)
    {
        _version = flows.Version;
        _places.Clear();
        _totals.Clear();
        _isFull = false;
        foreach (ref readonly FlowRow row in flows.Rows.AsSpan())
        {
            string? name = string.IsNullOrEmpty(row.ServerName) ? null : row.ServerName;
            (string?, NetAddress) key = (name, name is null ? row.Record.Tuple.Destination : default);
            if (!_places.TryGetValue(key, out int place))
            {
                if (_isFull = _totals.Count >= MaxServers) continue;
                place = _totals.Count;
                _places.Add(key, place);
                _totals.Add(new ServerTotal(name, row.Record.Tuple.Destination, 0, 0, 0));
            }

            ServerTotal total = _totals[place];
            _totals[place] = total with
            {
                Flows = total.Flows + 1,
                Down = total.Down + row.Record.BytesToClient,
                Up = total.Up + row.Record.BytesToServer,
            };
        }

        _totals.Sort(static (a, b) => b.Bytes.CompareTo(a.Bytes));
    }
}
