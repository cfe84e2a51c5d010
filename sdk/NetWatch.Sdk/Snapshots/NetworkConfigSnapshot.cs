using System.Collections.Immutable;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>How the network of the machine is set up.</summary>
public sealed record NetworkConfigSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The name of the machine.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>The interfaces by index.</summary>
    public ImmutableArray<InterfaceConfig> Interfaces { get; init; } = [];

    /// <summary>The unicast routes of the main tables; default routes first, by metric. At most 4,096.</summary>
    public ImmutableArray<Route> Routes { get; init; } = [];

    /// <summary>The DNS servers in the order in which they are asked.</summary>
    public ImmutableArray<DnsServer> DnsServers { get; init; } = [];

    /// <summary>The domains that short names are looked up in.</summary>
    public ImmutableArray<string> SearchDomains { get; init; } = [];

    /// <summary>The default route of a family with the lowest metric; null when there is none.</summary>
    public Route? DefaultRoute(bool isIPv4)
    {
        foreach (Route route in Routes)
        {
            if (route.IsDefault && route.IsIPv4 == isIPv4 && !route.Gateway.IsNone) return route;
        }

        return null;
    }

    /// <summary>Whether an address is one of this machine's own.</summary>
    public bool IsOwn(NetAddress address)
    {
        foreach (InterfaceConfig each in Interfaces)
        {
            foreach (InterfaceAddress own in each.Addresses)
            {
                if (own.Address == address) return true;
            }
        }

        return false;
    }
}
