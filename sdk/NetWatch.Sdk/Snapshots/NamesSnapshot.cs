using System.Collections.Immutable;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>Names of addresses, as the wire told them: by DNS answers, server names of TLS and QUIC, and HTTP hosts. At most 65,536.</summary>
public sealed record NamesSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The names by address. Reading takes no lock and allocates nothing.</summary>
    public ImmutableDictionary<NetAddress, HostName> Names { get; init; } = ImmutableDictionary<NetAddress, HostName>.Empty;

    /// <summary>The name of an address, or null.</summary>
    public string? Find(NetAddress address) => Names.TryGetValue(address, out HostName? name) ? name.Name : null;
}
