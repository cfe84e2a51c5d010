using System.Collections.Immutable;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Install;

/// <summary>What came of an installation.</summary>
public sealed record InstallResult
{
    /// <summary>The plugin as it was verified; null when the package could not even be unpacked.</summary>
    public Plugin? Plugin { get; init; }

    /// <summary>Version of the plugin that was replaced; null when there was none of this id.</summary>
    public string? Replaced { get; init; }

    /// <summary>Why nothing was changed; empty when the plugin is installed.</summary>
    public ImmutableArray<PluginProblem> Problems { get; init; } = [];

    /// <summary>Whether the plugin is installed.</summary>
    public bool IsInstalled => Problems.IsEmpty;
}
