using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>Whether the next hops that everything depends on can be reached, and how fast.</summary>
public sealed record HealthSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Gateways, DNS servers, then what the user named.</summary>
    public ImmutableArray<HealthTarget> Targets { get; init; } = [];
}
