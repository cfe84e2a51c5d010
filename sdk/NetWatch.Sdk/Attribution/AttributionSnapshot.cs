using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Attribution;

/// <summary>How the attribution sources stand. Published by the host about once a second while it captures live.</summary>
public sealed record AttributionSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The sources, best evidence first.</summary>
    public ImmutableArray<AttributionSourceRow> Sources { get; init; } = [];

    /// <summary>What is missing for every flow to have its process, in one sentence with a command; null when nothing is.</summary>
    public string? Notice { get; init; }
}
