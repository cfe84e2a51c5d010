using System.Reflection;
using System.Runtime.Loader;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Loading;

/// <summary>
/// The assemblies of one plugin: its own, found through its deps.json, and the SDK, which alone is shared with the host. Not
/// collectible, because collectible contexts do without ahead-of-time code.
/// </summary>
sealed class PluginLoadContext : AssemblyLoadContext
{
    readonly AssemblyDependencyResolver? _resolver;
    readonly string _folder;

    public PluginLoadContext(Plugin plugin) : base(plugin.Id, isCollectible: false)
    {
        _folder = plugin.Folder;
        // Making a resolver reads deps.json natively; a plugin that has nothing but itself needs none.
        if (HasDependencies(plugin)) _resolver = new AssemblyDependencyResolver(plugin.EntryPath!);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null leaves it to the default context. Resolving the SDK here would make its types differ from the host's.
        if (assemblyName.Name is null or MetadataNames.Sdk) return null;
        if (_resolver?.ResolveAssemblyToPath(assemblyName) is { } path) return LoadFromAssemblyPath(path);
        if (!IsOfHost(assemblyName.Name)) return null;
        throw new FileNotFoundException(
            $"The plugin uses {assemblyName}, which is not in {_folder}. The host has one of that name, but it shares only {MetadataNames.Sdk}.");
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    static bool HasDependencies(Plugin plugin)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(plugin.Folder))
        {
            bool isDependency = Directory.Exists(path) || Path.GetExtension(path) is ".dll" or ".so" or ".dylib";
            if (isDependency && !Path.GetFileName(path).Equals(plugin.Manifest!.Entry, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    // The default context also has the host's own libraries. What lies beside the program, and not with the framework, is one of them.
    static bool IsOfHost(string name) => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
        && !File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "", name + ".dll"));
}
