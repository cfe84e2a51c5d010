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
    readonly HostLibraries _host;

    public PluginLoadContext(Plugin plugin, HostLibraries host) : base(plugin.Id, isCollectible: false)
    {
        (_folder, _host) = (plugin.Folder, host);
        // Making a resolver reads deps.json natively; a plugin that has nothing but itself needs none.
        if (plugin.IsAlone is not { } isAlone ? HasDependencies(plugin) : !isAlone) _resolver = new AssemblyDependencyResolver(plugin.EntryPath!);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null leaves it to the default context. Resolving the SDK here would make its types differ from the host's.
        if (assemblyName.Name is null or MetadataNames.Sdk) return null;
        if (_resolver?.ResolveAssemblyToPath(assemblyName) is { } path) return LoadFromAssemblyPath(path);
        if (!_host.Has(assemblyName.Name)) return null;
        throw new FileNotFoundException(
            $"The plugin uses {assemblyName}, which is not in {_folder}. The host has one of that name, but it shares only {MetadataNames.Sdk}.");
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    /// <summary>Whether there is anything in the plugin's folder that its assembly could need.</summary>
    public static bool HasDependencies(Plugin plugin)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(plugin.Folder))
        {
            bool isDependency = Directory.Exists(path) || Path.GetExtension(path) is ".dll" or ".so" or ".dylib";
            if (isDependency && !Path.GetFileName(path).Equals(plugin.Manifest!.Entry, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
