using System.Net;
using System.Net.Sockets;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Health.Probes;

/// <summary>Whom to probe: the gateways, the DNS servers, and what the user named.</summary>
sealed class TargetList(string? named)
{
    const int Most = 16, MostDns = 4;
    static readonly TimeSpan ResolveAgain = TimeSpan.FromMinutes(10);

    readonly string[] _names = (named ?? "").Split((char[])[' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries);
    readonly Dictionary<string, NetAddress> _resolved = new(StringComparer.Ordinal);
    long _askedAt;
    Task? _asking;

    /// <summary>A sentence about a name that can't be resolved, or null.</summary>
    internal string? Notice { get; private set; }

    internal List<ProbeTarget> Make(NetworkConfigSnapshot? config, TimeProvider time)
    {
        var targets = new List<ProbeTarget>();
        foreach (bool isV4 in (bool[])[true, false])
        {
            if (config?.DefaultRoute(isV4) is { } route) targets.Add(new ProbeTarget(HealthRole.Gateway, route.Gateway, Scope(route.Gateway, route.InterfaceIndex)));
        }

        foreach (DnsServer server in config?.DnsServers.Take(MostDns) ?? [])
            targets.Add(new ProbeTarget(HealthRole.Dns, server.Address, Scope(server.Address, server.InterfaceIndex)));
        AddNamed(targets, time);
        if (targets.Count > Most) targets.RemoveRange(Most, targets.Count - Most);
        return targets;
    }

    void AddNamed(List<ProbeTarget> targets, TimeProvider time)
    {
        var unknown = new List<string>();
        lock (_resolved)
        {
            foreach (string name in _names)
            {
                if (NetAddress.TryParse(name, out NetAddress address)) targets.Add(new ProbeTarget(HealthRole.Named, address, 0, name));
                else if (_resolved.TryGetValue(name, out address)) targets.Add(new ProbeTarget(HealthRole.Named, address, 0, name));
                else unknown.Add(name);
            }
        }

        bool isDue = _askedAt == 0 || unknown.Count > 0 || time.GetElapsedTime(_askedAt) > ResolveAgain;
        Notice = unknown.Count == 0 ? null : $"The health target {unknown[0]} can't be resolved yet.";
        if (!isDue || _asking is { IsCompleted: false } || Array.TrueForAll(_names, name => NetAddress.TryParse(name, out _))) return;
        _askedAt = time.GetTimestamp();
        // The resolver may wait for seconds; probing goes on meanwhile.
        _asking = ResolveAsync();
    }

    async Task ResolveAsync()
    {
        foreach (string name in _names)
        {
            if (NetAddress.TryParse(name, out _)) continue;
            try
            {
                IPAddress[] addresses = await Dns.GetHostAddressesAsync(name).ConfigureAwait(false);
                if (addresses.Length == 0) continue;
                lock (_resolved) _resolved[name] = NetAddress.FromBytes(addresses[0].GetAddressBytes());
            }
            catch (Exception error) when (error is SocketException or ArgumentException)
            {
                // Tried again with the next call; the notice says so.
            }
        }
    }

    // Link-local addresses mean nothing without their interface (RFC 4007 §11).
    static int Scope(NetAddress address, int index) => !address.IsIPv4 && address.High >> 54 == 0x3FA ? index : 0;
}
