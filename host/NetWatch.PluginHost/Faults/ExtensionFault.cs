using NetWatch.PluginHost.Declarations;

namespace NetWatch.PluginHost.Faults;

/// <summary>An extension that threw. One for each such extension, replaced when it throws again.</summary>
public sealed record ExtensionFault
{
    /// <summary>Names the extension for <see cref="Quarantine.Reinstate"/>: <c>plugin/kind/id</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The plugin that brings it.</summary>
    public required string PluginId { get; init; }

    /// <summary>Which extension point it serves.</summary>
    public required ExtensionKind Kind { get; init; }

    /// <summary>The extension point in a word.</summary>
    public required string KindName { get; init; }

    /// <summary>Its id.</summary>
    public required string ExtensionId { get; init; }

    /// <summary>Type of the latest exception.</summary>
    public required string ErrorType { get; init; }

    /// <summary>Message of the latest exception, cleaned for a terminal.</summary>
    public required string Message { get; init; }

    /// <summary>When it was taken out, or when it first threw if it is still in.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How often it has thrown since the start or since it was last reinstated.</summary>
    public required int Count { get; init; }

    /// <summary>Whether it is out of the dispatch tables.</summary>
    public required bool IsQuarantined { get; init; }

    /// <summary>One line for the status bar.</summary>
    public string Summary => IsQuarantined
        ? $"{Problems.ProblemCodes.Quarantined} {PluginId}: {KindName} “{ExtensionId}” was taken out after {ErrorType}: {Message}"
        : $"{PluginId}: {KindName} “{ExtensionId}” threw {ErrorType}: {Message}";

    /// <summary>What the user can do.</summary>
    public string NextStep => IsQuarantined ? "Everything else goes on. Retry it on the screen, or restart netwatch; report it to the author of the plugin."
        : "It is still asked; three faults in a minute take it out.";
}
