using System.Collections.Immutable;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Attribution;

/// <summary>
/// The sockets of the machine with their processes: those that exist, and the latest 1,000 that have ended. Published by the host about once
/// a second while it captures live; of NetWatch's own network namespace.
/// </summary>
public sealed record SocketTableSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The sockets that exist, in no order.</summary>
    public ImmutableArray<SocketRow> Sockets { get; init; } = [];

    /// <summary>Sockets that have ended, oldest first, with their last counts where the kernel told them.</summary>
    public ImmutableArray<SocketRow> Ended { get; init; } = [];
}
