using NetWatch.PluginHost.Loading;
using NetWatch.PluginHost.Manifests;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Discovery.Index;

/// <summary>
/// What verifying the bundled plugins found when the program was published, so that a start need not read all of their metadata again. An entry
/// counts as long as the plugin's files are those that were verified, by this very host; what changed since, or was added, is verified as ever.
/// </summary>
sealed class BundledIndex
{
    /// <summary>Name of the index in the folder of the bundled plugins.</summary>
    public const string FileName = "verified.index";

    const int LargestIndex = 4 << 20;
    const int FormOfIndex = 1;

    readonly byte[] _head = new byte[FileIdentity.HeadBytes];
    readonly Dictionary<string, IndexEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads the index of a folder; null when there is none, when it is of another host, or not whole.</summary>
    public static BundledIndex? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > LargestIndex) return null;
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same of bytes.</summary>
    public static BundledIndex? Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new IndexReader(bytes);
        ulong hash = reader.Identity();
        if (reader.IsShort || hash != FileIdentity.Hash(bytes[8..]) || reader.Number() != FormOfIndex) return null;
        if (reader.Identity() != Host()) return null;
        var index = new BundledIndex();
        for (int left = reader.Count(); left > 0; left--)
        {
            string folder = reader.Text();
            index._entries[folder] = IndexEntry.Read(ref reader);
        }

        return reader.IsShort || !reader.IsAtEnd ? null : index;
    }

    /// <summary>The plugin in a folder as it was verified; null when it is not in the index or is another now.</summary>
    public Plugin? Find(string folder)
    {
        if (!_entries.TryGetValue(Path.GetFileName(folder), out IndexEntry? entry)) return null;
        if (FileIdentity.Of(Path.Combine(folder, PluginManifest.FileName), _head) != entry.ManifestIdentity) return null;
        if (FileIdentity.Of(Path.Combine(folder, entry.Manifest.Entry), _head) != entry.AssemblyIdentity) return null;
        return new Plugin
        {
            Id = entry.Manifest.Id, Folder = folder, Origin = PluginOrigin.Bundled, Manifest = entry.Manifest, Extensions = entry.Extensions, IsAlone = entry.IsAlone,
        };
    }

    /// <summary>The index of what was found; plugins with problems are left out, and so verified at each start.</summary>
    public static byte[] Of(IEnumerable<Plugin> plugins)
    {
        byte[] head = new byte[FileIdentity.HeadBytes];
        Plugin[] sound = [.. plugins.Where(static plugin => plugin.Origin == PluginOrigin.Bundled && plugin.State == PluginState.Ready && IsWholeInHead(plugin))];
        var writer = new IndexWriter();
        writer.Number(FormOfIndex);
        writer.Identity(Host());
        writer.Number(sound.Length);
        foreach (Plugin plugin in sound)
        {
            writer.Text(Path.GetFileName(plugin.Folder));
            new IndexEntry
            {
                ManifestIdentity = FileIdentity.Of(Path.Combine(plugin.Folder, PluginManifest.FileName), head),
                AssemblyIdentity = FileIdentity.Of(plugin.EntryPath!, head),
                IsAlone = !PluginLoadContext.HasDependencies(plugin),
                Manifest = plugin.Manifest!,
                Extensions = plugin.Extensions,
            }.Write(writer);
        }

        byte[] bytes = writer.ToArray();
        var whole = new IndexWriter();
        whole.Identity(FileIdentity.Hash(bytes));
        return [.. whole.ToArray(), .. bytes];
    }

    // Of a longer manifest the end could change unseen.
    static bool IsWholeInHead(Plugin plugin) => new FileInfo(Path.Combine(plugin.Folder, PluginManifest.FileName)).Length <= FileIdentity.HeadBytes;

    // Who verified, and against what: another build of either may judge differently.
    static ulong Host()
    {
        Span<byte> ids = stackalloc byte[32];
        typeof(BundledIndex).Module.ModuleVersionId.TryWriteBytes(ids);
        typeof(IPluginContext).Module.ModuleVersionId.TryWriteBytes(ids[16..]);
        return FileIdentity.Hash(ids);
    }
}
