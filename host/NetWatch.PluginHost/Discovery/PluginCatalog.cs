using System.Collections.Immutable;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Discovery;

/// <summary>Every plugin that was found, verified and not loaded. Immutable.</summary>
public sealed class PluginCatalog
{
    readonly PluginHostOptions _options;

    PluginCatalog(PluginHostOptions options, ImmutableArray<Plugin> plugins)
    {
        _options = options;
        Plugins = plugins;
    }

    /// <summary>The plugins: bundled, of the user, from <c>--plugin-dir</c>; by folder name within each.</summary>
    public ImmutableArray<Plugin> Plugins { get; }

    /// <summary>What was looked through.</summary>
    public PluginHostOptions Options => _options;

    /// <summary>
    /// Finds and verifies plugins. Takes a millisecond or so for each and loads none. Never throws for what the folders hold.
    /// </summary>
    public static PluginCatalog Discover(PluginHostOptions options)
    {
        var verifier = new PluginVerifier(options);
        var found = new List<Plugin>();
        foreach (string folder in FoldersIn(options.BundledFolder, found)) found.Add(verifier.Verify(folder, PluginOrigin.Bundled, null));
        if (options.UserFolder is { } userFolder && Directory.Exists(userFolder))
        {
            PluginLock? locked = PluginLock.Read(userFolder);
            foreach (string folder in FoldersIn(userFolder, found)) found.Add(verifier.Verify(folder, PluginOrigin.User, locked));
        }

        foreach (string folder in options.DevFolders)
        {
            string full = Path.GetFullPath(folder);
            foreach (string each in DevFoldersIn(full, found)) found.Add(verifier.Verify(each, PluginOrigin.Dev, null));
        }

        ConflictCheck.Apply(found);
        LoadingMarks.Apply(found, options.StateFolder);
        return new PluginCatalog(options, [.. found]);
    }

    static IEnumerable<string> DevFoldersIn(string folder, List<Plugin> found)
    {
        if (!Directory.Exists(folder))
        {
            found.Add(Unreadable(folder, PluginOrigin.Dev, "it does not exist", "Correct the path after --plugin-dir."));
            return [];
        }

        if (File.Exists(Path.Combine(folder, PluginManifest.FileName))) return [folder];
        IReadOnlyList<string> below = FoldersIn(folder, found);
        // Nothing below it either: then it is meant to be a plugin itself, and verifying it says what is missing.
        return below.Count == 0 ? [folder] : below;
    }

    static IReadOnlyList<string> FoldersIn(string folder, List<Plugin> found)
    {
        try
        {
            if (!Directory.Exists(folder)) return [];
            string[] folders = Directory.GetDirectories(folder);
            Array.Sort(folders, StringComparer.Ordinal);
            // Builds and uninstalls take files away and leave the folder.
            return [.. folders.Where(each => !Path.GetFileName(each).StartsWith('.') && Directory.EnumerateFileSystemEntries(each).Any())];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            found.Add(Unreadable(folder, PluginOrigin.Dev, error.Message, "Make the folder readable for the user that runs netwatch."));
            return [];
        }
    }

    static Plugin Unreadable(string folder, PluginOrigin origin, string why, string nextStep) => new()
    {
        Id = PrintableText.Clean(Path.GetFileName(folder), Names.LongestPluginId),
        Folder = folder,
        Origin = origin,
        Problems = [new(ProblemCodes.FolderUnreadable, $"{folder} can't be read: {why}.", nextStep)],
    };
}
