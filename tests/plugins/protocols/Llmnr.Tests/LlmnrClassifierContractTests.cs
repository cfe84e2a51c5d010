using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Llmnr.Tests.Llmnr;

namespace NetWatch.Plugins.Llmnr.Tests;

public sealed class LlmnrClassifierContractTests : ClassifierContract<LlmnrClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        ToGroup, Answer, ByUnicast, OverTcp,
        FlowSample.Udp("an unknown operation", Port, FlowTurn.FromInitiator(DnsMessageBuilder.Query(1, 0x4800).Question("host").Bytes())),
        FlowSample.Udp("a conflict", Port, FlowTurn.FromInitiator(DnsMessageBuilder.Query(1, 0x0400).Question("host").Bytes())),
        FlowSample.Udp("a reverse query", Port, FlowTurn.FromInitiator(DnsMessageBuilder.Query(1, 0).Question("1.2.0.192.in-addr.arpa", 12).Bytes())),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("DNS", 53, FlowTurn.FromInitiator(Query)),
        FlowSample.Udp("multicast DNS", 5353, FlowTurn.FromInitiator(Query)),
        FlowSample.Udp("zeros", Port, FlowTurn.FromInitiator(new byte[40])),
        FlowSample.Udp("a byte", Port, FlowTurn.FromInitiator((byte[])[1])),
        FlowSample.Udp("no question", Port, FlowTurn.FromInitiator(DnsMessageBuilder.Response(1, 0x8000).Bytes())),
        FlowSample.Udp("reserved bits", Port, FlowTurn.FromInitiator(DnsMessageBuilder.Query(1, 0x0080).Question("host").Bytes())),
        FlowSample.Udp("text", Port, FlowTurn.FromInitiator("M-SEARCH * HTTP/1.1\r\n\r\n")),
        FlowSample.Tcp("text over TCP", Port, FlowTurn.FromInitiator("GET / HTTP/1.1\r\n\r\n")),
    ];
}
