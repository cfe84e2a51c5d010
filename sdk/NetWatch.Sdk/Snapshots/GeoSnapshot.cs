using System.Collections.Immutable;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>Where addresses of the flow table are, by the database that the user gave. At most 16,384.</summary>
public sealed record GeoSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The kind and date of the databases, for instance <c>GeoLite2-City 2026-11-03</c>.</summary>
    public ImmutableArray<string> Databases { get; init; } = [];

    /// <summary>What is known, by address; addresses that the databases don't have are left out.</summary>
    public ImmutableDictionary<NetAddress, GeoPlace> Places { get; init; } = ImmutableDictionary<NetAddress, GeoPlace>.Empty;

    /// <summary>What is known of an address, or null.</summary>
    public GeoPlace? Find(NetAddress address) => Places.GetValueOrDefault(address);
}
