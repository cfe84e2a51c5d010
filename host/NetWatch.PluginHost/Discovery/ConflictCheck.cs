using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Discovery;

/// <summary>
/// Ids that several plugins claim. The first that was found wins, so that nothing in a user's folder takes the place of a bundled
/// plugin unnoticed. A rejected plugin claims nothing.
/// </summary>
static class ConflictCheck
{
    public static void Apply(List<Plugin> plugins)
    {
        var ids = new Dictionary<string, Plugin>(StringComparer.Ordinal);
        var extensions = new Dictionary<string, Plugin>(StringComparer.Ordinal);
        for (int i = 0; i < plugins.Count; i++)
        {
            Plugin plugin = plugins[i];
            if (plugin.Manifest is null) continue;
            plugin = CheckExtensions(CheckId(plugin, ids), extensions);
            plugins[i] = plugin;
            if (plugin.State != PluginState.Ready) continue;
            ids[plugin.Id] = plugin;
            foreach (ExtensionDeclaration extension in plugin.Extensions)
            {
                extensions.TryAdd(extension.Key, plugin);
                if (SnapshotKey(extension) is { } snapshot) extensions.TryAdd(snapshot, plugin);
            }
        }
    }

    static Plugin CheckId(Plugin plugin, Dictionary<string, Plugin> ids) => !ids.TryGetValue(plugin.Id, out Plugin? first)
        ? plugin
        : plugin.With(new(ProblemCodes.DuplicatePlugin,
            $"Plugin id “{plugin.Id}” is taken: {first.Origin.ToString().ToLowerInvariant()} plugin in {first.Folder} was found first.",
            "Remove one of the two, or give this one another PluginId."));

    static Plugin CheckExtensions(Plugin plugin, Dictionary<string, Plugin> taken)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (ExtensionDeclaration extension in plugin.Extensions)
        {
            bool isOwn = !own.Add(extension.Key);
            bool isTaken = taken.TryGetValue(extension.Key, out Plugin? first) && first.Id != plugin.Id;
            if (!isOwn && !isTaken) continue;
            plugin = plugin.With(new(ProblemCodes.DuplicateExtension,
                $"The {extension.KindName} id “{extension.Id}” of class {extension.TypeName} is taken by {(isTaken ? $"plugin {first!.Id}" : "another class of the same plugin")}.",
                "Remove one of the two, or give this one another id."));
        }

        foreach (ExtensionDeclaration extension in plugin.Extensions) plugin = CheckSnapshot(plugin, extension, own, taken);
        return plugin;
    }

    // A type of snapshot has one owner: two that publish it would overwrite each other.
    static Plugin CheckSnapshot(Plugin plugin, ExtensionDeclaration extension, HashSet<string> own, Dictionary<string, Plugin> taken)
    {
        if (SnapshotKey(extension) is not { } key) return plugin;
        bool isOwn = !own.Add(key);
        bool isTaken = taken.TryGetValue(key, out Plugin? first) && first.Id != plugin.Id;
        if (!isOwn && !isTaken) return plugin;
        return plugin.With(new(ProblemCodes.DuplicateExtension,
            $"{((CollectorDeclaration)extension).SnapshotName}, which class {extension.TypeName} publishes, is published by {(isTaken ? $"plugin {first!.Id}" : "another class of the same plugin")} already.",
            "Remove one of the two, or publish a type of the plugin's own."));
    }

    static string? SnapshotKey(ExtensionDeclaration extension) =>
        extension is CollectorDeclaration { IsSharedSnapshot: true } collector ? "snapshot/" + collector.SnapshotName : null;
}
