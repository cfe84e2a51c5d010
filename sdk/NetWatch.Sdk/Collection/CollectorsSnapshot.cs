using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Collection;

/// <summary>All collectors of this run and how they stand. Published by the host about once a second, and at once when a state changes.</summary>
public sealed record CollectorsSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The collectors, by id.</summary>
    public ImmutableArray<CollectorStatus> Collectors { get; init; } = [];
}
