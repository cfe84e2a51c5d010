using NetWatch.Host.Commands;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Configuration;

/// <summary>The keys that a configuration may have: those of the host, and those that collectors declare.</summary>
sealed class ConfigurationSchema
{
    /// <summary>The range that a cadence may have, in milliseconds.</summary>
    internal const long ShortestCadence = 100, LongestCadence = 3_600_000;

    // Of the environment only capitals are asked for, so case does not matter there.
    readonly Dictionary<string, Setting> _settings = new(StringComparer.Ordinal);

    internal ConfigurationSchema(IEnumerable<Plugin> plugins)
    {
        foreach (Setting setting in HostSettings.All) _settings.Add(setting.Key, setting);
        foreach (Plugin plugin in plugins)
        {
            foreach (ExtensionDeclaration extension in plugin.Extensions)
            {
                if (extension is CollectorDeclaration collector) Add(collector);
            }
        }
    }

    void Add(CollectorDeclaration collector)
    {
        if (collector.Kind == ExtensionKind.Collector)
        {
            Add(new Setting(CadenceOf(collector.Id), SettingKind.Duration)
            {
                Default = DurationText.Of(TimeSpan.FromMilliseconds(collector.CadenceMilliseconds)), Least = ShortestCadence, Most = LongestCadence,
            });
            Add(new Setting(EnabledOf(collector.Id), SettingKind.Flag) { Default = "true" });
        }

        foreach (CollectorSetting setting in collector.LiveSettings)
            Add(new Setting($"collectors.{collector.Id}.{setting.Key}", KindOf(setting.Input)) { Default = setting.Input == SettingInput.Flag ? "false" : null, Meaning = setting.Meaning });
        foreach (string setting in collector.Settings) Add(new Setting($"collectors.{collector.Id}.{setting}", SettingKind.Text));
    }

    static SettingKind KindOf(SettingInput input) => input switch
    {
        SettingInput.Flag => SettingKind.Flag,
        SettingInput.Path => SettingKind.Path,
        _ => SettingKind.Text,
    };

    void Add(Setting setting) => _settings.TryAdd(setting.Key, setting);

    internal static string CadenceOf(string collectorId) => $"collectors.{collectorId}.cadence";

    internal static string EnabledOf(string collectorId) => $"collectors.{collectorId}.enabled";

    /// <summary>What may be set, or null when there is no such key.</summary>
    internal Setting? Find(string key) => _settings.GetValueOrDefault(key);

    /// <summary>Whether any key begins with this section.</summary>
    internal bool HasSection(string section) => _settings.Keys.Any(key => key.StartsWith(section + ".", StringComparison.Ordinal));

    /// <summary>What may stand in a section, for the sentence about a key that may not.</summary>
    internal string NamesIn(string section)
    {
        string prefix = section.Length == 0 ? "" : section + ".";
        IEnumerable<string> names = _settings.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..].Split('.')[0]).Distinct().Order(StringComparer.Ordinal);
        return string.Join(", ", names);
    }
}
