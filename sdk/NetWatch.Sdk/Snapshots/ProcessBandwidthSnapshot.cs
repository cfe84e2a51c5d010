using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>
/// What processes send and receive. TCP by the kernel's own counts of data (tcp_info), also of connections that ended meanwhile; all else,
/// and TCP where the kernel's counts are not to be had, by the bytes of the captured flows.
/// </summary>
public sealed record ProcessBandwidthSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The processes, those with most bytes first. At most 1,000, those that are idle longest are forgotten.</summary>
    public ImmutableArray<ProcessTraffic> Processes { get; init; } = [];

    /// <summary>Bytes of flows whose process is not known, both directions.</summary>
    public long UnattributedBytes { get; init; }
}
