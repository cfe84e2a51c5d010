using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.NetworkConfig;

/// <summary>Looks at interfaces, addresses, routes and DNS servers, and publishes them when they have changed.</summary>
[Collector("networkconfig", typeof(NetworkConfigSnapshot), CadenceMilliseconds = 10_000)]
public sealed class NetworkConfigCollector : ICollector
{
    readonly Func<ushort, byte[]?> _dump;
    readonly string _resolverFile, _hostname;
    byte[]? _resolver;
    NetworkConfigSnapshot? _last;

    /// <summary>Asks the kernel of this machine.</summary>
    public NetworkConfigCollector() : this(new Native.RouteSocket().Dump, "/etc/resolv.conf", Environment.MachineName)
    {
    }

    /// <summary>Asks somebody else.</summary>
    /// <param name="dump">Gives the messages of a dump of this type, or null when there is none.</param>
    /// <param name="resolverFile">A file of the form of resolv.conf.</param>
    /// <param name="hostname">The name of the machine.</param>
    public NetworkConfigCollector(Func<ushort, byte[]?> dump, string resolverFile, string hostname) =>
        (_dump, _resolverFile, _hostname) = (dump, resolverFile, hostname);

    public ISnapshot? Collect(CollectionContext context)
    {
        byte[]? links = _dump(NetlinkMessages.GetLink), addresses = _dump(NetlinkMessages.GetAddress), routes = _dump(NetlinkMessages.GetRoute);
        _resolver = ResolverFile.TryRead(_resolverFile) ?? _resolver;
        if (links is null) context.Notice = "The kernel gives no list of interfaces over netlink, so addresses and gateways are not known.";
        ImmutableArray<InterfaceConfig> interfaces = NetlinkMessages.Interfaces(links, addresses);
        (ImmutableArray<DnsServer> servers, ImmutableArray<string> domains) = ResolverFile.Parse(_resolver, interfaces);
        var config = new NetworkConfigSnapshot
        {
            Version = context.Version,
            TakenAt = context.Now,
            Hostname = _hostname,
            Interfaces = interfaces,
            Routes = NetlinkMessages.Routes(routes, interfaces),
            DnsServers = servers,
            SearchDomains = domains,
        };
        if (_last is not null && Same(config, _last)) return null;
        return _last = config;
    }

    // What was read, and not the bytes: those hold counters and timers that never stand still.
    static bool Same(NetworkConfigSnapshot a, NetworkConfigSnapshot b) =>
        a.Routes.SequenceEqual(b.Routes) && a.DnsServers.SequenceEqual(b.DnsServers) && a.SearchDomains.SequenceEqual(b.SearchDomains)
        && a.Interfaces.Length == b.Interfaces.Length && a.Interfaces.Zip(b.Interfaces).All(pair => Same(pair.First, pair.Second));

    static bool Same(InterfaceConfig a, InterfaceConfig b) =>
        a.Addresses.SequenceEqual(b.Addresses) && a with { Addresses = [] } == b with { Addresses = [] };
}
