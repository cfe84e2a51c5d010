using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.NetworkIntel;

/// <summary>What one DNS server was asked and how it answered.</summary>
sealed class ServerTally
{
    const int NxDomain = 3;

    long _queries, _failures, _measured;
    TimeSpan _latency;

    internal void Count(DnsExchange dns)
    {
        if (dns.HasQuery) _queries++;
        if (dns.ResponseCode is not (0 or NxDomain)) _failures++;
        if (dns.Latency is not { } latency) return;
        _measured++;
        _latency += latency;
    }

    internal DnsServerActivity Activity(NetAddress address) => new(address, _queries, _failures, _measured == 0 ? TimeSpan.Zero : _latency / _measured);
}
