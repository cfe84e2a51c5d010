using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Quic.Tests;

/// <summary>Shorthand of the tests: flows, and what is learnt of them.</summary>
static class Flows
{
    internal static FlowTurn Client(params byte[][] packets) => FlowTurn.FromInitiator(packets.SelectMany(packet => packet).ToArray());

    internal static FlowTurn Server(params byte[][] packets) => FlowTurn.FromResponder(packets.SelectMany(packet => packet).ToArray());

    internal static IReadOnlyList<Fact> FactsOf(params FlowTurn[] turns) =>
        AnalyzerHarness.For<QuicClassifier>().Run(FlowSample.Udp("quic", 443, turns)).Facts;

    internal static string[] Kinds(this IEnumerable<Fact> facts) => [.. facts.Select(fact => fact.Kind)];

    internal static TlsClientHello ClientHello(this IEnumerable<Fact> facts) => facts.OfType<TlsClientHello>().ShouldHaveSingleItem();

    internal static string Text(this IEnumerable<Fact> facts) => FactText.Of([.. facts]);
}
