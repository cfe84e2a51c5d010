using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>The way to a host, as far as it is known by now.</summary>
public sealed record TracerouteSnapshot : IReportSnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <inheritdoc/>
    public ReportState State { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<ReportLine> Lines { get; init; } = [];

    /// <summary>Where to.</summary>
    public NetAddress Target { get; init; }

    /// <summary>How the probes look.</summary>
    public ProbeMethod Method { get; init; }

    /// <summary>The hops by their distance, from 1; those beyond the target are left out.</summary>
    public ImmutableArray<RouteHop> Hops { get; init; } = [];

    /// <summary>Whether the target itself has answered.</summary>
    public bool HasReached { get; init; }
}
