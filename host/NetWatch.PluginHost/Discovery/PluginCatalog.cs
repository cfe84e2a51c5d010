using System.Collections.Immutable;
using NetWatch.PluginHost.Discovery.Index;
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
    /// Finds and verifies plugins and loads none. Those that were verified when the program was published are compared with the index of that
    /// time, unless they shall be verified fully. Never throws for what the folders hold.
    /// </summary>
    public static PluginCatalog Discover(PluginHostOptions options)
    {
        var verifier = new PluginVerifier(options);
        var found = new List<Plugin>();
        BundledIndex? index = options.VerifyBundledFully ? null : BundledIndex.Read(options.BundledFolder);
        foreach (string folder in AllFoldersIn(options.BundledFolder, found))
        {
            if (index?.Find(folder) is { } known) found.Add(known);
            else if (!IsEmpty(folder)) found.Add(verifier.Verify(folder, PluginOrigin.Bundled, null));
        }

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

    /// <summary>
    /// Verifies what is bundled in a folder, and writes the index that spares the next starts of this host doing so again. Returns the plugins
    /// that are not in it because of their problems. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it can't be written.
    /// </summary>
    public static ImmutableArray<Plugin> WriteIndex(string bundledFolder)
    {
        PluginCatalog catalog = Discover(new PluginHostOptions { BundledFolder = bundledFolder, UserFolder = null, StateFolder = null, VerifyBundledFully = true });
        File.WriteAllBytes(Path.Combine(bundledFolder, BundledIndex.FileName), BundledIndex.Of(catalog.Plugins));
        return [.. catalog.Plugins.Where(static plugin => plugin.State != PluginState.Ready)];
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

    static List<string> FoldersIn(string folder, List<Plugin> found)
    {
        List<string> folders = AllFoldersIn(folder, found);
        folders.RemoveAll(IsEmpty);
        return folders;
    }

    // Builds and uninstalls take files away and leave the folder.
    static bool IsEmpty(string folder)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        // What can't be looked into is told when it is verified.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static List<string> AllFoldersIn(string folder, List<Plugin> found)
    {
        try
        {
            if (!Directory.Exists(folder)) return [];
            var folders = new List<string>(Directory.GetDirectories(folder));
            folders.RemoveAll(static each => Path.GetFileName(each.AsSpan()).StartsWith('.'));
            folders.Sort(StringComparer.Ordinal);
            return folders;
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
