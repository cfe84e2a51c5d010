using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Settings;

/// <summary>The selected row in whole: its key, when a change works, what it does, what is wrong.</summary>
static class DetailPane
{
    internal static void Draw(Surface surface, SettingsRow row, string? answer, bool isRefusal)
    {
        Surface body = Panel.Draw(surface, row.Name, row.Key ?? "");
        Surface lines = body.Slice(1, 0, body.Width - 2, body.Height);
        int y = 0;
        if (answer is not null) y = Add(lines, y, answer, isRefusal ? StyleRole.Alert : StyleRole.Accent);
        if (row.Note is { } note) y = Add(lines, y, note, row.Role is StyleRole.Alert or StyleRole.Warning ? row.Role : StyleRole.Default);
        if (row.Input == SettingInput.None)
        {
            y = AddValue(lines, y, row);
            if (row.CanRetry) y = Add(lines, y, "R tries it again.", StyleRole.Accent);
        }
        else
        {
            y = Add(lines, y, row.IsLive ? "A change works at once." : "A change works from the next start on, when it was saved (w).", StyleRole.Muted);
            y = AddValue(lines, y, row);
        }

        if (row.Meaning is { } meaning) Add(lines, y, meaning, StyleRole.Muted);
    }

    // What the columns had no room for.
    static int AddValue(Surface lines, int y, SettingsRow row)
    {
        if (row.Value.Length > 20 && row.Value != row.Note) y = Add(lines, y, row.Value, StyleRole.Default);
        return row.Origin.Length > 12 ? Add(lines, y, row.Origin, StyleRole.Muted) : y;
    }

    static int Add(Surface lines, int y, string text, Style style) => y + Paragraph.Draw(lines.Slice(0, y, lines.Width, lines.Height - y), text, style);
}
