using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>What the interfaces of the machine carry, by the kernel's own counters: all of their traffic, captured or not.</summary>
public sealed record TrafficSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The interfaces in the kernel's order.</summary>
    public ImmutableArray<InterfaceTraffic> Interfaces { get; init; } = [];
}
