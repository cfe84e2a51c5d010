using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Configuration;

/// <summary>The keys that a configuration may have: those of the host, and those that collectors declare.</summary>
sealed class ConfigurationSchema
{
    internal const string Egress = "network.egress";
    internal const string Ja4Database = "ja4.database";
    internal const string KeyLog = "decryption.keylog";

    readonly Dictionary<string, SettingKind> _keys = new(StringComparer.Ordinal)
    {
        [Egress] = SettingKind.Flag,
        [Ja4Database] = SettingKind.Text,
        [KeyLog] = SettingKind.Text,
    };

    internal ConfigurationSchema(IEnumerable<Plugin> plugins)
    {
        foreach (CollectorDeclaration collector in plugins.SelectMany(plugin => plugin.Extensions).OfType<CollectorDeclaration>())
        {
            if (collector.Kind == ExtensionKind.Collector)
            {
                _keys[$"collectors.{collector.Id}.cadence"] = SettingKind.Duration;
                _keys[$"collectors.{collector.Id}.enabled"] = SettingKind.Flag;
            }

            foreach (string setting in collector.Settings) _keys.TryAdd($"collectors.{collector.Id}.{setting}", SettingKind.Text);
        }
    }

    /// <summary>What the value of a key must be, or null when there is no such key.</summary>
    internal SettingKind? KindOf(string key) => _keys.TryGetValue(key, out SettingKind kind) ? kind : null;

    /// <summary>Whether any key begins with this section.</summary>
    internal bool HasSection(string section) => _keys.Keys.Any(key => key.StartsWith(section + ".", StringComparison.Ordinal));

    /// <summary>What may stand in a section, for the sentence about a key that may not.</summary>
    internal string NamesIn(string section)
    {
        string prefix = section.Length == 0 ? "" : section + ".";
        IEnumerable<string> names = _keys.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..].Split('.')[0]).Distinct().Order(StringComparer.Ordinal);
        return string.Join(", ", names);
    }
}
