using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Configuration.Page;

/// <summary>The plugins, those with problems by name, and the extensions that have thrown.</summary>
static class PluginRows
{
    internal static IEnumerable<SettingsRow> Of(PageSources sources)
    {
        PluginCatalog catalog = sources.Extensions.Catalog;
        string origins = string.Join(", ", catalog.Plugins.Where(static plugin => plugin.State == PluginState.Ready).GroupBy(static plugin => plugin.Origin)
            .Select(static group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
        yield return new SettingsRow("plugins", origins) { Meaning = "netwatch plugin list names them, plugin info ID says all of one." };
        yield return new SettingsRow("order of protocols", "netwatch plugin list --order") { Meaning = "In which order classifiers are asked, and which are turned off." };
        foreach (Plugin plugin in catalog.Plugins)
        {
            if (plugin.Problems.IsEmpty) continue;
            var first = plugin.Problems[0];
            yield return new SettingsRow(plugin.Id, "not used")
            {
                Role = StyleRole.Alert, Cost = PageText.Count(plugin.Problems.Length, "problem"), Note = $"{first.Code} {first.Sentence} {first.NextStep}",
            };
        }

        foreach (ExtensionFault fault in sources.Extensions.Quarantine.Faults)
        {
            yield return new SettingsRow(fault.Key, fault.IsQuarantined ? "taken out" : "has thrown")
            {
                Role = fault.IsQuarantined ? StyleRole.Alert : StyleRole.Warning,
                Cost = PageText.Count(fault.Count, "fault"),
                Note = $"{fault.Summary} {fault.NextStep}",
                CanRetry = true,
            };
        }
    }
}
