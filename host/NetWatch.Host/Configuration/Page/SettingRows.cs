using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Host.Commands;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Configuration.Page;

/// <summary>Rows of settings: the value, where it comes from, what its ceiling has cost.</summary>
sealed class SettingRows(Settings settings, ImmutableArray<DropCounter> drops)
{
    static readonly ImmutableArray<string> Switch = ["false", "true"];

    internal SettingsRow Of(Setting setting, bool isLive) => Of(setting.Key, setting.Name, isLive);

    internal SettingsRow Of(string key, string name, bool isLive)
    {
        Setting? setting = settings.Schema.Find(key);
        SettingValue value = settings.Find(key);
        bool isSet = value.Value is { Length: > 0 };
        return new SettingsRow(name, Shown(setting, value.Value))
        {
            Key = key,
            Input = InputOf(setting?.Kind ?? SettingKind.Text),
            Entered = value.Value ?? "",
            IsLive = isLive,
            Choices = setting?.Kind == SettingKind.Flag ? Switch : setting?.Choices ?? [],
            Origin = PageText.Origin(value),
            IsChanged = value.Origin == SettingOrigin.Here,
            Cost = Cost(setting),
            Role = isSet ? StyleRole.Default : StyleRole.Muted,
            Meaning = setting?.Meaning + Bounds(setting),
        };
    }

    static string Shown(Setting? setting, string? value) => setting?.Kind == SettingKind.Flag ? value == "true" ? "on" : "off" : value is { Length: > 0 } ? value : "none";

    static SettingInput InputOf(SettingKind kind) => kind switch
    {
        SettingKind.Flag => SettingInput.Flag,
        SettingKind.Choice => SettingInput.Choice,
        SettingKind.Path => SettingInput.Path,
        _ => SettingInput.Text,
    };

    static string Bounds(Setting? setting) => setting?.Kind switch
    {
        SettingKind.Count => $" {CountText.Of(setting.Least)} to {CountText.Of(setting.Most)}.",
        SettingKind.Size => $" {SizeText.Of(setting.Least)} to {SizeText.Of(setting.Most)}.",
        SettingKind.Duration => $" {DurationText.Of(TimeSpan.FromMilliseconds(setting.Least))} to {DurationText.Of(TimeSpan.FromMilliseconds(setting.Most))}.",
        _ => "",
    };

    // What a ceiling has cost, also when it is nothing: then it is high enough.
    string Cost(Setting? setting)
    {
        if (setting is null || setting.Counters.IsEmpty) return "";
        foreach (DropCounter drop in drops)
        {
            if (setting.Counters.Contains(drop.Name)) return string.Create(CultureInfo.InvariantCulture, $"{drop.Name} {drop.Count:N0}");
        }

        return $"{setting.Counters[0]} 0";
    }
}
