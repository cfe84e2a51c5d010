using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Install;

/// <summary>Installs plugin packages into the folder of the user, and removes plugins from it. Loads nothing of them.</summary>
public sealed class PluginInstaller(PluginHostOptions options)
{
    /// <summary>
    /// Installs a package. It is unpacked aside and verified in full like a plugin that is about to be loaded; only when nothing is wrong does it take
    /// its place, in one step, and the place of an earlier version. Never throws for what the package holds.
    /// </summary>
    public InstallResult Install(string package)
    {
        var problems = new List<PluginProblem>();
        using UserPlugins? plugins = UserPlugins.Open(options.UserFolder, problems);
        if (plugins is null) return new InstallResult { Problems = [.. problems] };
        try
        {
            string stage = plugins.CreateStage();
            PluginPackage.Unpack(package, stage, problems);
            return problems.Count > 0 ? new InstallResult { Problems = [.. problems] } : Install(plugins, stage);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new InstallResult { Problems = [UserPlugins.Failed(plugins.Folder, error)] };
        }
    }

    /// <summary>
    /// Removes a plugin of the user with its entry in the lock. Returns what is in the way; null when there is no such plugin, or it is not the user's.
    /// </summary>
    public IReadOnlyList<PluginProblem>? Remove(string id)
    {
        Plugin? plugin = PluginCatalog.Discover(options).Plugins.FirstOrDefault(each => each.Id == id && each.Origin == PluginOrigin.User);
        bool isLocked = options.UserFolder is { } folder && PluginLock.Read(folder)?.Names(id) == true;
        if (plugin is null && !isLocked) return null;
        var problems = new List<PluginProblem>();
        using UserPlugins? plugins = UserPlugins.Open(options.UserFolder, problems);
        if (plugins is null) return problems;
        try
        {
            PluginLock locked = PluginLock.Read(plugins.Folder) ?? PluginLock.Empty(plugins.Folder);
            if (locked.Fault is { } fault) return [fault];
            locked.Remove(id);
            if (plugin is not null) plugins.Replace(plugin.Folder, null, locked);
            else locked.Save();
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [UserPlugins.Failed(plugins.Folder, error)];
        }
    }

    InstallResult Install(UserPlugins plugins, string stage)
    {
        Plugin plugin = new PluginVerifier(options).Verify(stage, PluginOrigin.User, null);
        string target = Path.Combine(plugins.Folder, plugin.Id);
        PluginCatalog catalog = PluginCatalog.Discover(options with { DevFolders = [], SafeMode = false });
        List<Plugin> all = [.. catalog.Plugins.Where(each => each.Folder != target), plugin];
        ConflictCheck.Apply(all);
        plugin = all[^1];
        Plugin? replaced = catalog.Plugins.FirstOrDefault(each => each.Folder == target);
        PluginLock locked = PluginLock.Read(plugins.Folder) ?? LockOf(catalog, plugins.Folder);
        if (locked.Fault is { } fault) plugin = plugin.With(fault);
        if (!plugin.Problems.IsEmpty) return new InstallResult { Plugin = plugin, Problems = plugin.Problems };
        locked.Set(plugin.Id, PluginLock.Hash(stage, FolderCheck.ListFiles(stage)!));
        plugins.Replace(target, stage, locked);
        return new InstallResult { Plugin = plugin with { Folder = target }, Replaced = replaced?.Manifest?.Version ?? (replaced is null ? null : "?") };
    }

    // Plugins that were copied here by hand ran without a lock until now. The first lock takes them as they are: it must not put them out.
    static PluginLock LockOf(PluginCatalog catalog, string folder)
    {
        var locked = PluginLock.Empty(folder);
        foreach (Plugin plugin in catalog.Plugins.Where(each => each is { Origin: PluginOrigin.User, Problems.IsEmpty: true }))
            locked.Set(plugin.Id, PluginLock.Hash(plugin.Folder, FolderCheck.ListFiles(plugin.Folder)!));
        return locked;
    }
}
