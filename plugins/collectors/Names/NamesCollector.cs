using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Names;

/// <summary>Learns the names of addresses from facts.</summary>
[Collector("names", typeof(NamesSnapshot), CadenceMilliseconds = 1000, ReadsFiles = true)]
[CollectorSetting("reverse", SettingInput.Flag, Meaning = "Asks your resolver for names of addresses that the wire did not name: each sends a query.")]
public sealed class NamesCollector(IPluginContext plugin) : ICollector, IFlowEventReceiver
{
    const ushort TypeA = 1, TypePtr = 12, TypeAaaa = 28;

    readonly NameTable _names = new();
    ReverseLookups? _reverse;

    public void OnEvents(ReadOnlySpan<FlowEvent> events)
    {
        foreach (ref readonly FlowEvent happened in events)
        {
            switch (happened.Fact)
            {
                case DnsExchange { HasResponse: true } dns: LearnFromDns(dns); break;
                case TlsClientHello { Sni: { } name } when happened.Flow.InnerApp is null: Learn(happened, name, NameOrigin.ServerName); break;
                case HttpExchange { Host: { } host } http when IsDirect(http): Learn(happened, host, NameOrigin.HttpHost); break;
            }
        }
    }

    public ISnapshot? Collect(CollectionContext context)
    {
        bool isWanted = plugin.Settings?.Get("names", "reverse") == "true";
        _reverse = isWanted ? _reverse ?? new ReverseLookups() : null;
        if (_reverse is not null && plugin.Snapshots.Get<FlowTableSnapshot>() is { } flows) _reverse.Look(flows, _names);
        return _names.TakeChanged() is { } names
            ? new NamesSnapshot { Version = context.Version, TakenAt = context.Now, Names = names }
            : null;
    }

    // A request to a proxy names the host behind it (RFC 9112 §3.2.2, §3.2.3).
    static bool IsDirect(HttpExchange http) =>
        http.Method != "CONNECT" && http.Upgrade != "connect" && http.Target?.Contains("://", StringComparison.Ordinal) != true;

    void Learn(in FlowEvent happened, string name, NameOrigin origin)
    {
        // A host that is an address says nothing.
        if (!NetAddress.TryParse(name.Trim('[', ']'), out _)) _names.Learn(happened.Flow.Tuple.Destination, name, origin);
    }

    void LearnFromDns(DnsExchange dns)
    {
        string? asked = dns.Questions.Count > 0 ? dns.Questions[0].Name : null;
        foreach (DnsRecord record in dns.Answers)
        {
            if (record.Type is TypeA or TypeAaaa && NetAddress.TryParse(record.Data, out NetAddress address))
                _names.Learn(address, dns.IsMulticast || asked is null ? record.Name : asked, NameOrigin.DnsAnswer);
            else if (record.Type == TypePtr && ReverseName.TryParse(record.Name, out NetAddress pointed))
                _names.Learn(pointed, record.Data, NameOrigin.Reverse);
        }
    }
}
