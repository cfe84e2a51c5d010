using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.PluginHost.Faults;

/// <summary>A loaded extension and whether it is in use.</summary>
public abstract class ExtensionHandle
{
    private protected ExtensionHandle(Plugin plugin, ExtensionDeclaration declaration)
    {
        Plugin = plugin;
        Declaration = declaration;
        Key = $"{plugin.Id}/{declaration.Key}";
    }

    /// <summary>The plugin that brings it.</summary>
    public Plugin Plugin { get; }

    /// <summary>What it declares.</summary>
    public ExtensionDeclaration Declaration { get; }

    /// <summary>Names the extension: <c>plugin/kind/id</c>.</summary>
    public string Key { get; }

    /// <summary>Whether it is in use, not quarantined.</summary>
    public abstract bool IsActive { get; }

    internal abstract object Object { get; }

    internal abstract void SetActive(bool isActive);
}
