using System.Reflection;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Loading;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Order;

namespace NetWatch.PluginHost.Tests;

/// <summary>A scratch installation: folders of bundled and user plugins, filled with copies of really built fixtures.</summary>
sealed class PluginFolders : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("netwatch-plugins-").FullName;

    public PluginFolders()
    {
        foreach (string folder in new[] { Bundled, User, State, Dev }) Directory.CreateDirectory(folder);
    }

    public string Bundled => Path.Combine(_root, "bundled");

    public string User => Path.Combine(_root, "user");

    public string State => Path.Combine(_root, "state");

    public string Dev => Path.Combine(_root, "dev");

    public PluginHostOptions Options => new() { BundledFolder = Bundled, UserFolder = User, StateFolder = State, DevFolders = [Dev] };

    public static string FolderOf(string fixture) => Path.Combine(Fact("Fixtures"), fixture, Fact("FixtureOutput"));

    public static string Fact(string name) =>
        typeof(PluginFolders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == name).Value!;

    /// <summary>Copies a fixture into a folder and returns the copy.</summary>
    public static string Copy(string fixture, string into, string? name = null)
    {
        string source = FolderOf(fixture), target = Path.Combine(into, name ?? fixture.ToLowerInvariant());
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    /// <summary>Replaces text in the manifest of a copy.</summary>
    public static void EditManifest(string folder, string text, string replacement)
    {
        string path = Path.Combine(folder, PluginManifest.FileName);
        string before = File.ReadAllText(path), after = before.Replace(text, replacement, StringComparison.Ordinal);
        after.ShouldNotBe(before);
        File.WriteAllText(path, after);
    }

    public PluginCatalog Discover(bool safeMode = false, ClassifierOverrides? classifiers = null) =>
        PluginCatalog.Discover(Options with { SafeMode = safeMode, Classifiers = classifiers ?? ClassifierOverrides.None });

    public PluginLoader Loader(IPluginServices? services = null, TimeProvider? time = null) =>
        new(Discover(), services ?? new BarePluginServices(TimeProvider.System), new Quarantine(time ?? TimeProvider.System));

    /// <summary>The only plugin there is.</summary>
    public Plugin Single() => Discover().Plugins.Where(plugin => plugin.Folder != Dev).ShouldHaveSingleItem();

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
