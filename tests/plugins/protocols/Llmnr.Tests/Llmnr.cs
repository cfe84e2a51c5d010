using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Llmnr.Tests;

/// <summary>Flows of the tests.</summary>
static class Llmnr
{
    internal const ushort Port = 5355;

    static readonly NetAddress Group = NetAddress.FromIPv4(0xE000_00FC);

    internal static byte[] Query { get; } = DnsMessageBuilder.Query(1, 0).Question("printer").Bytes();

    internal static byte[] Response { get; } =
        DnsMessageBuilder.Response(1, 0x8000).Question("printer").Answer(DnsMessageBuilder.Pointer(12), 1, [192, 0, 2, 7], 30).Bytes();

    internal static FlowSample ToGroup { get; } = FlowSample.Udp(
        "a query to the group, sent again", Port, FlowTurn.FromInitiator(Query), FlowTurn.FromInitiator(Query)) with { ResponderAddress = Group };

    internal static FlowSample Answer { get; } = FlowSample.Udp("an answer by unicast", 50_000, FlowTurn.FromInitiator(Response)) with { InitiatorPort = Port };

    internal static FlowSample ByUnicast { get; } = FlowSample.Udp("query and answer by unicast", Port, FlowTurn.FromInitiator(Query), FlowTurn.FromResponder(Response));

    internal static FlowSample OverTcp { get; } = FlowSample.Tcp(
        "over TCP", Port, FlowTurn.FromInitiator(DnsMessageBuilder.Query(9, 0).Question("printer", 28).Framed()),
        FlowTurn.FromResponder(DnsMessageBuilder.Response(9, 0x8000).Question("printer", 28).Framed()));

    internal static DnsExchange[] Exchanges(FlowSample sample) => [.. AnalyzerHarness.For<LlmnrClassifier>().Run(sample).Facts.OfType<DnsExchange>()];
}
