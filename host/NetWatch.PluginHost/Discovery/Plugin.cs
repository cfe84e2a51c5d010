using System.Collections.Immutable;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Discovery;

/// <summary>A plugin as it was found and verified. Nothing of it has been loaded.</summary>
public sealed record Plugin
{
    /// <summary>Its id, or the name of its folder when the manifest can't be used.</summary>
    public required string Id { get; init; }

    /// <summary>Full path of its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where it was found.</summary>
    public required PluginOrigin Origin { get; init; }

    /// <summary>Its manifest, or null when that can't be used.</summary>
    public PluginManifest? Manifest { get; init; }

    /// <summary>What it provides, as far as that could be read.</summary>
    public ImmutableArray<ExtensionDeclaration> Extensions { get; init; } = [];

    /// <summary>Everything that is wrong with it.</summary>
    public ImmutableArray<PluginProblem> Problems { get; init; } = [];

    /// <summary>Whether the user left it out.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>Whether there is nothing in its folder that its assembly could need; null when nobody has looked.</summary>
    internal bool? IsAlone { get; init; }

    /// <summary>What the host will do with it.</summary>
    public PluginState State => !Problems.IsEmpty ? PluginState.Rejected : IsSkipped ? PluginState.Skipped : PluginState.Ready;

    /// <summary>Full path of the entry assembly, or null when the manifest can't be used.</summary>
    public string? EntryPath => Manifest is null ? null : Path.Combine(Folder, Manifest.Entry);

    /// <summary>The same plugin with one more problem.</summary>
    public Plugin With(PluginProblem problem) => this with { Problems = Problems.Add(problem) };
}
