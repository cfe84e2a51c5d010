using System.Globalization;
using NetWatch.Host.Composition;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Diagnosis;

/// <summary>Which plugins there are and what is wrong with them.</summary>
static class PluginCheck
{
    internal const string Area = "plugins";

    internal static IEnumerable<Finding> Run(Extensions extensions)
    {
        PluginCatalog catalog = extensions.Catalog;
        Plugin[] ready = [.. catalog.Plugins.Where(static plugin => plugin.State == PluginState.Ready)];
        string origins = string.Join(", ", ready.GroupBy(static plugin => plugin.Origin)
            .Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}")));
        yield return new Finding(Area, "plugins", ready.Length > 0 ? FindingState.Good : FindingState.Broken,
            ready.Length > 0 ? $"{origins}." : "None can be used.", ready.Length > 0 ? null : "netwatch plugin list");
        foreach (Plugin plugin in catalog.Plugins)
        {
            if (plugin.Problems.IsEmpty) continue;
            var first = plugin.Problems[0];
            string more = plugin.Problems.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({plugin.Problems.Length - 1} more: netwatch plugin info {plugin.Id})") : "";
            yield return new Finding(Area, plugin.Id, FindingState.Broken, $"{first.Code} {first.Sentence}{more}", first.NextStep);
        }
    }
}
