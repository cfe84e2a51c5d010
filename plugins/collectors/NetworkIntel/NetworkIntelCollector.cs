using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.NetworkIntel;

/// <summary>Counts what is asked of the DNS and how it answers.</summary>
[Collector("networkintel", typeof(DnsActivitySnapshot), CadenceMilliseconds = 1000, ReadsFiles = true)]
public sealed class NetworkIntelCollector : ICollector, IFlowEventReceiver
{
    const int Counters = 1_024, Top = 50, MostServers = 256, ShownServers = 16, MostTypes = 1_024;
    const int NxDomain = 3;

    readonly TopDomains _domains = new(Counters);
    readonly Dictionary<NetAddress, ServerTally> _servers = [];
    readonly SortedDictionary<int, long> _codes = [];
    readonly Dictionary<ushort, long> _types = [];
    readonly long[] _latencies = new long[DnsActivitySnapshot.LatencyBounds.Length + 1];
    readonly SecondCounts _seconds = new();
    long _queries, _responses, _unanswered;
    bool _hasChanged = true;

    public void OnEvents(ReadOnlySpan<FlowEvent> events)
    {
        foreach (ref readonly FlowEvent happened in events)
        {
            if (happened.Fact is DnsExchange { IsMulticast: false } dns) Count(dns, happened.Flow.Tuple.Destination, happened.Time);
        }
    }

    void Count(DnsExchange dns, NetAddress server, Timestamp time)
    {
        _hasChanged = true;
        if (dns.HasQuery) CountQuery(dns, time);
        if (dns.HasResponse)
        {
            _responses++;
            _codes[dns.ResponseCode] = _codes.GetValueOrDefault(dns.ResponseCode) + 1;
        }
        else _unanswered++;

        if (dns.Latency is { } latency) _latencies[Bucket(latency)]++;
        if (dns.Questions.Count > 0)
            _domains.Count(DomainName.Of(dns.Questions[0].Name), dns.HasQuery, dns.ResponseCode == NxDomain);
        if (_servers.TryGetValue(server, out ServerTally? tally) || _servers.Count < MostServers)
            (_servers[server] = tally ?? new ServerTally()).Count(dns);
    }

    void CountQuery(DnsExchange dns, Timestamp time)
    {
        _queries++;
        _seconds.Add(time.Nanoseconds / Timestamp.NanosecondsPerSecond);
        ushort type = dns.Questions.Count > 0 ? dns.Questions[0].Type : (ushort)0;
        if (_types.ContainsKey(type) || _types.Count < MostTypes) _types[type] = _types.GetValueOrDefault(type) + 1;
    }

    static int Bucket(TimeSpan latency)
    {
        int bucket = 0;
        while (bucket < DnsActivitySnapshot.LatencyBounds.Length && latency > DnsActivitySnapshot.LatencyBounds[bucket]) bucket++;
        return bucket;
    }

    public ISnapshot? Collect(CollectionContext context)
    {
        if (!_hasChanged) return null;
        _hasChanged = false;
        return new DnsActivitySnapshot
        {
            Version = context.Version,
            TakenAt = context.Now,
            Queries = _queries,
            Responses = _responses,
            Unanswered = _unanswered,
            ByResponseCode = [.. _codes.Select(each => (each.Key, each.Value))],
            ByType = [.. _types.OrderByDescending(each => each.Value).ThenBy(each => each.Key).Select(each => (each.Key, each.Value))],
            LatencyBuckets = [.. _latencies],
            TopDomains = _domains.Top(Top),
            Servers = [.. _servers.Select(each => each.Value.Activity(each.Key)).OrderByDescending(each => each.Queries).ThenBy(each => each.Address).Take(ShownServers)],
            QueriesBySecond = _seconds.Last(60),
        };
    }
}
