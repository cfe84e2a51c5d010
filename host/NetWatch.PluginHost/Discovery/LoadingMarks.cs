using System.Diagnostics;
using System.Globalization;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Discovery;

/// <summary>
/// Remembers which plugin is being loaded, so that one that takes the process down is skipped at the next start. The mark holds the
/// id of the process: another netwatch that is loading the same plugin right now is not a crash.
/// </summary>
static class LoadingMarks
{
    public static string PathOf(string stateFolder, string pluginId) => Path.Combine(stateFolder, $"loading-{pluginId}");

    public static void Apply(List<Plugin> plugins, string? stateFolder)
    {
        if (stateFolder is null) return;
        for (int i = 0; i < plugins.Count; i++)
        {
            Plugin plugin = plugins[i];
            if (plugin.Origin == PluginOrigin.Bundled || plugin.Manifest is null) continue;
            string mark = PathOf(stateFolder, plugin.Id);
            if (!File.Exists(mark) || IsBeingLoaded(mark)) continue;
            plugins[i] = plugin.With(new(ProblemCodes.CrashedWhileLoading,
                $"Plugin {plugin.Id} was being loaded when netwatch last ended, so it is skipped.",
                $"Update or remove it. To try it again as it is, delete {mark}."));
        }
    }

    /// <summary>Marks a plugin as being loaded. Returns the mark to delete afterwards, or null when it can't be written.</summary>
    public static string? Set(string stateFolder, string pluginId)
    {
        try
        {
            Directory.CreateDirectory(stateFolder);
            string mark = PathOf(stateFolder, pluginId);
            File.WriteAllText(mark, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return mark;
        }
        // A read-only home costs the memory of crashes, not the plugin.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void Clear(string mark)
    {
        try
        {
            File.Delete(mark);
        }
        // Then the next start skips the plugin and names the file.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    static bool IsBeingLoaded(string mark)
    {
        try
        {
            if (!int.TryParse(File.ReadAllText(mark), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return false;
            if (id == Environment.ProcessId) return false;
            using Process other = Process.GetProcessById(id);
            return !other.HasExited;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
