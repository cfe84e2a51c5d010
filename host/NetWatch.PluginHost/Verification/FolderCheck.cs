using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Verification;

/// <summary>Checks the files of a plugin's folder: what must not be among them, and who could change them.</summary>
static class FolderCheck
{
    const int MostFiles = 4096;

    static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false,
    };

    /// <summary>All files below a folder by their path in it, sorted. Null when there are more than any plugin has.</summary>
    public static IReadOnlyList<string>? ListFiles(string folder)
    {
        var files = new List<string>();
        foreach (string path in Directory.EnumerateFiles(folder, "*", Everything))
        {
            if (files.Count == MostFiles) return null;
            files.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'));
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>Assemblies that are the host's. A copy in the plugin's folder would be a second SDK with types that match nothing.</summary>
    public static void CheckShipped(string folder, IEnumerable<string> files, ICollection<PluginProblem> problems)
    {
        foreach (string file in files)
        {
            string name = Path.GetFileName(file);
            bool isOfHost = name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && (name.StartsWith("NetWatch.Sdk.", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("NetWatch.Engine.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("NetWatch.PluginHost.", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("NetWatch.Terminal.", StringComparison.OrdinalIgnoreCase) || name.Equals("netwatch.dll", StringComparison.OrdinalIgnoreCase));
            if (!isOfHost) continue;
            problems.Add(new(ProblemCodes.HostAssemblyShipped, $"{Path.Combine(folder, file)} belongs to the host and must not be in a plugin.",
                "Reference NetWatch.Sdk with ExcludeAssets=\"runtime\" and Private=\"false\", and leave the file out of the plugin's folder."));
        }
    }

    /// <summary>Files and folders that another user of the machine could change.</summary>
    public static void CheckWriters(string folder, IEnumerable<string> files, PluginOrigin origin, ICollection<PluginProblem> problems)
    {
        if (OperatingSystem.IsWindows()) return;
        var places = new SortedSet<string>(StringComparer.Ordinal) { folder };
        // The name of the folder stands in the folder above: who can write there can put another in its place.
        if (origin == PluginOrigin.User && Path.GetDirectoryName(folder) is { } above) places.Add(above);
        foreach (string file in files)
        {
            string path = Path.Combine(folder, file);
            places.Add(path);
            places.Add(Path.GetDirectoryName(path)!);
        }

        foreach (string place in places)
        {
            if (FileWriters.Describe(place, origin) is not { } writers) continue;
            problems.Add(new(ProblemCodes.WritableByOthers, $"{place} {writers}, so somebody else could change what runs here.",
                $"Run: chmod -R go-w '{folder}' and, if it is not yours, copy the plugin to a folder of your own."));
            // One such place says it all; the command takes care of the others.
            return;
        }
    }
}
