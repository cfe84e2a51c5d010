using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Manifests;

/// <summary>What the build wrote beside a plugin's assembly. Every field has passed its checks.</summary>
public sealed record PluginManifest
{
    /// <summary>Name of the manifest in a plugin's folder.</summary>
    public const string FileName = "netwatch-plugin.json";

    /// <summary>Unique among plugins.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the plugin.</summary>
    public required string Version { get; init; }

    /// <summary>The contracts it was built against.</summary>
    public required ContractVersion Sdk { get; init; }

    /// <summary>One line of what it does; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>File name of the entry assembly, without a folder.</summary>
    public required string Entry { get; init; }

    /// <summary>What it asks for.</summary>
    public required PluginCapabilities Capabilities { get; init; }
}
