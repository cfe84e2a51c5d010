using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Dns.Tests;

/// <summary>Shorthand of the tests: messages, flows and their exchanges.</summary>
static class Dns
{
    internal static readonly byte[] ToFirstName = DnsMessageBuilder.Pointer(12);

    internal static byte[] AddressQuery { get; } = DnsMessageBuilder.Query().Question("www.example.org").Edns(dnssec: true).Bytes();

    internal static byte[] AddressResponse { get; } =
        DnsMessageBuilder.Response().Question("www.example.org").Answer(ToFirstName, 1, [192, 0, 2, 1]).Bytes();

    internal static FlowTurn Client(byte[] message) => FlowTurn.FromInitiator(message);

    internal static FlowTurn Server(byte[] message) => FlowTurn.FromResponder(message);

    internal static DnsExchange[] OverUdp(params FlowTurn[] turns) => Exchanges(FlowSample.Udp("dns", 53, turns));

    internal static DnsExchange[] OverTcp(params FlowTurn[] turns) => Exchanges(FlowSample.Tcp("dns", 53, turns));

    internal static DnsExchange[] Exchanges(FlowSample sample) =>
        [.. AnalyzerHarness.For<DnsClassifier>().Run(sample).Facts.OfType<DnsExchange>()];

    /// <summary>The text of one record's data.</summary>
    internal static string Data(ushort type, params byte[] data) =>
        OverUdp(Server(DnsMessageBuilder.Response().Question("example.org", type).Answer(ToFirstName, type, data).Bytes()))
            .ShouldHaveSingleItem().Answers.ShouldHaveSingleItem().Data;
}
