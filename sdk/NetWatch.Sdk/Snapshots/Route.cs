using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>A unicast route.</summary>
/// <param name="Destination">The network; none for a default route.</param>
/// <param name="PrefixLength">Length of its prefix in bits; 0 for a default route.</param>
/// <param name="Gateway">The next hop, or none when the network is on the link.</param>
/// <param name="InterfaceIndex">The interface that leads there; 0 when the kernel chooses among several.</param>
public sealed record Route(NetAddress Destination, int PrefixLength, NetAddress Gateway, int InterfaceIndex)
{
    /// <summary>The name of the interface, or empty.</summary>
    public string Interface { get; init; } = "";

    /// <summary>The lower, the sooner it is taken.</summary>
    public long Metric { get; init; }

    /// <summary>Whether it is of the IPv4 family.</summary>
    public bool IsIPv4 { get; init; }

    /// <summary>Whether it leads everywhere.</summary>
    public bool IsDefault => PrefixLength == 0;
}
