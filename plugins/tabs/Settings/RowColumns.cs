using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Settings;

/// <summary>One setting a row: what it is, its value, what it has cost, where it comes from.</summary>
sealed class RowColumns
{
    const int Mark = 0, Name = 1, Value = 2, Cost = 3, Origin = 4;

    readonly Table _table = new(
        new TableColumn("", 1), new TableColumn("Setting", 19, 0, MaxWidth: 26), new TableColumn("Value", 20, 0, MaxWidth: 64),
        new TableColumn("State or cost", 20, 1, MaxWidth: 30), new TableColumn("From", 12, 2, MaxWidth: 48));

    internal void Arrange(int width) => _table.Arrange(width);

    internal void DrawHeader(Surface surface) => _table.DrawHeader(surface);

    internal void DrawRow(Surface row, SettingsRow setting)
    {
        if (setting.IsChanged) row.Put(_table.LeftOf(Mark), 0, '*', StyleRole.Accent);
        _table.Cell(row, Name, setting.Name, setting.Input == SettingInput.None ? StyleRole.Muted : StyleRole.Default);
        DrawEnd(row, Value, setting.Value, setting.Input == SettingInput.Path, setting.Role);
        _table.Cell(row, Cost, setting.Cost, StyleRole.Muted);
        DrawEnd(row, Origin, setting.Origin, isPath: setting.Origin.Contains('/', StringComparison.Ordinal), StyleRole.Muted);
    }

    // Of a path that is too long the end says more than the beginning.
    void DrawEnd(Surface row, int column, string text, bool isPath, Style style)
    {
        int width = _table.WidthOf(column);
        if (!isPath || text.Length <= width || width < 4)
        {
            _table.Cell(row, column, text, style);
            return;
        }

        int start = text.Length;
        for (int used = 1; start > 0; start--)
        {
            used += CellWidth.Of(text.AsSpan(start - 1, 1));
            if (used > width) break;
        }

        row.Put(_table.LeftOf(column), 0, '…', style);
        row.Slice(_table.LeftOf(column) + 1, 0, width - 1, 1).Write(0, 0, text.AsSpan(start), style);
    }
}
