using NetWatch.Engine.Filters;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Tests.Filters;

/// <summary>Flows and packets that the filter tests look at.</summary>
static class FilterSamples
{
    internal static FlowRecord Tls { get; } = Flow("10.1.2.3", 40_000, "192.0.2.80", 443, Transport.Tcp) with
    {
        App = "tls",
        TcpState = TcpState.Established,
        BytesToServer = 600_000,
        BytesToClient = 500_000,
        PacketsToServer = 10,
        PacketsToClient = 20,
        RoundTripTime = TimeSpan.FromMilliseconds(12.5),
        Retransmissions = 3,
        VlanId = 42,
        IsTunneled = true,
        Facts = [new TlsClientHello { Sni = "www.Example.org", Alpn = ["h2", "http/1.1"], Version = 0x0304, HasEch = true }],
    };

    internal static FlowRecord Dns { get; } = Flow("2001:db8::1", 50_000, "2001:db8::53", 53, Transport.Udp) with
    {
        App = "dns",
        IsGuess = true,
        Facts =
        [
            new DnsExchange
            {
                Id = 7,
                HasQuery = true,
                Questions = [new DnsQuestion("a.test", 1, 1), new DnsQuestion("b.test", 28, 1)],
                Answers = [new DnsRecord("a.test", 1, 1, 300, "192.0.2.5")],
                ResponseCode = 0,
                EdnsVersion = 0,
                EdnsPayloadSize = 1232,
            },
        ],
    };

    internal static FlowRecord Proxied { get; } = Flow("10.1.2.3", 40_001, "10.9.9.9", 8080, Transport.Tcp) with
    {
        App = "http",
        InnerApp = "tls",
        TcpState = TcpState.Reset,
        Facts =
        [
            new HttpExchange { Method = "GET", Host = "shop.test", Target = "/a?b=c&d", Status = 404, Latency = TimeSpan.FromMilliseconds(1.5) },
            new OpenFact("acme-proto", "state", [new("temperature", 21.5), new("is_open", true), new("tags", (string[])["x", "y"]), new("unit", "7")]),
        ],
    };

    internal static FlowRecord Unknown { get; } = Flow("10.1.2.3", 40_002, "10.9.9.9", 9999, Transport.Udp);

    internal static PacketRow Arp { get; } = new() { Number = 1, Time = default, WireLength = 60, CapturedLength = 60, EtherType = 0x0806 };

    internal static PacketRow TlsPacket { get; } = new()
    {
        Number = 2,
        Time = default,
        WireLength = 1500,
        CapturedLength = 1500,
        Tuple = Tls.Tuple.Reversed,
        IpProtocol = 6,
        FlowNumber = 5,
        App = "tls",
    };

    internal static IFlowFilter Compile(string expression)
    {
        new FilterCompiler(new OneFlow()).TryCompile(expression, out IFlowFilter? filter, out string? error).ShouldBeTrue($"{expression}: {error}");
        return filter!;
    }

    internal static string ErrorOf(string expression)
    {
        new FilterCompiler().TryCompile(expression, out IFlowFilter? filter, out string? error).ShouldBeFalse(expression);
        filter.ShouldBeNull();
        return error!;
    }

    /// <summary>The names of the sample flows that pass.</summary>
    internal static string Passing(string expression)
    {
        IFlowFilter filter = Compile(expression);
        (string Name, FlowRecord Flow)[] flows = [("tls", Tls), ("dns", Dns), ("proxied", Proxied), ("unknown", Unknown)];
        return string.Join(' ', flows.Where(sample => filter.Matches(sample.Flow)).Select(sample => sample.Name));
    }

    static FlowRecord Flow(string source, ushort sourcePort, string destination, ushort destinationPort, Transport transport)
    {
        NetAddress.TryParse(source, out NetAddress from).ShouldBeTrue();
        NetAddress.TryParse(destination, out NetAddress to).ShouldBeTrue();
        return new FlowRecord
        {
            Id = sourcePort,
            Tuple = new FiveTuple(transport, from, sourcePort, to, destinationPort),
            Start = new Timestamp(0),
            End = new Timestamp(90 * Timestamp.NanosecondsPerSecond),
            Facts = [],
        };
    }

    sealed class OneFlow : IFlowLookup
    {
        public bool TryGet(long flowNumber, out FlowRecord flow)
        {
            flow = flowNumber == 5 ? Tls : default;
            return flowNumber == 5;
        }
    }
}
