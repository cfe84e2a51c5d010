using System.Collections.Immutable;
using NetWatch.Host.Decryption;
using NetWatch.Host.Diagnosis;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Configuration.Page;

/// <summary>Puts the page together from how everything stands now.</summary>
sealed class PageGroups(PageSources sources)
{
    /// <summary>What is known of the rights of the program; found once.</summary>
    internal ImmutableArray<Finding> Findings { get; set; } = [];

    /// <summary>What came of saving last, or null.</summary>
    internal string? Saved { get; set; }

    internal ImmutableArray<SettingsGroup> Build()
    {
        var rows = new SettingRows(sources.Settings, sources.Store.Get<EngineSnapshot>()?.Drops ?? []);
        return
        [
            new(HostSettings.DecryptionGroup, [KeyLog(rows), .. KeyLogRows.Of(sources), .. Group(rows, HostSettings.DecryptionGroup, HostSettings.KeyLog)]),
            new(HostSettings.CaptureGroup, [.. MachineRows.Of(sources, Findings), .. Group(rows, HostSettings.CaptureGroup)]),
            new("Collectors", [.. CollectorRows.Of(sources, rows)]),
            new(HostSettings.NetworkGroup, [rows.Of(Find(HostSettings.Egress), isLive: true), Ja4(rows)]),
            new(HostSettings.ScreenGroup, [Theme(rows), Tick(rows)]),
            new("Plugins", [.. PluginRows.Of(sources)]),
            new(HostSettings.KeptGroup, [.. Group(rows, HostSettings.KeptGroup)]),
            new(HostSettings.EngineGroup, [.. Group(rows, HostSettings.EngineGroup)]),
            new(HostSettings.TimeoutGroup, [.. Group(rows, HostSettings.TimeoutGroup)]),
            new("Configuration", [File()]),
        ];
    }

    static Setting Find(string key) => HostSettings.All.First(setting => setting.Key == key);

    static IEnumerable<SettingsRow> Group(SettingRows rows, string group, string? except = null) =>
        HostSettings.All.Where(setting => setting.Group == group && setting.Key != except).Select(setting => rows.Of(setting, isLive: false));

    SettingsRow KeyLog(SettingRows rows)
    {
        SettingsRow row = rows.Of(Find(HostSettings.KeyLog), isLive: true);
        if (sources.Settings.Find(HostSettings.KeyLog).Value is null && KeyLogOption.OfVariable() is { } named)
            row = row with { Value = named, Entered = named, Origin = KeyLogOption.Variable };
        return KeyLogRows.KeyLog(row, sources);
    }

    SettingsRow Ja4(SettingRows rows) => rows.Of(Find(HostSettings.Ja4Database), isLive: true) with
    {
        Cost = sources.Annotator.State, Note = sources.Annotator.Fault, Role = sources.Annotator.Fault is null ? StyleRole.Default : StyleRole.Alert,
    };

    SettingsRow Theme(SettingRows rows)
    {
        SettingsRow row = rows.Of(Find(HostSettings.Theme), isLive: true);
        if (sources.Screen?.Theme is not { Length: > 0 } shown || shown == row.Value) return row;
        return row with { Cost = $"shown: {shown}", Note = $"This terminal shows no colours (NO_COLOR, or TERM=dumb): the theme is {shown}." };
    }

    SettingsRow Tick(SettingRows rows) => rows.Of(Find(HostSettings.Tick), isLive: true) with
    {
        Input = SettingInput.Step, Choices = ["50ms", "100ms", "250ms", "500ms", "1s", "2s", "5s", "10s"],
    };

    SettingsRow File()
    {
        int changes = sources.Settings.Changes.Count;
        return new SettingsRow("file", sources.Settings.Path ?? "none")
        {
            Cost = changes == 0 ? "" : $"{changes} not saved",
            Role = changes == 0 ? StyleRole.Default : StyleRole.Warning,
            Note = Saved,
            Meaning = "What is changed here holds for this run; w writes it into the file, and keeps what else stands there.",
        };
    }
}
