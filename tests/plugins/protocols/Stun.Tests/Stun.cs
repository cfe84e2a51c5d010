using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Stun.Tests;

/// <summary>Messages and flows of the tests.</summary>
static class Stun
{
    internal static byte[] BindingRequest { get; } = new StunMessageBuilder(0x0001).Text(0x8022, "agent/1").Add(0x8028, 1, 2, 3, 4).Bytes();

    internal static byte[] BindingSuccess { get; } =
        new StunMessageBuilder(0x0101).Address(0x0001, 9, 9).XorAddress(0x0020, 33, 40_000).Text(0x8022, "server 2").Bytes();

    internal static byte[] ClassicRequest { get; } = new StunMessageBuilder(0x0001, 3, isClassic: true).Bytes();

    internal static byte[] ClassicSuccess { get; } =
        new StunMessageBuilder(0x0101, 3, isClassic: true).Address(0x0001, 33, 40_000).Address(0x0004, 1, 3478).Address(0x0005, 2, 3479).Bytes();

    internal static byte[] Refusal { get; } =
        new StunMessageBuilder(0x0113, 4).Add(0x0009, [0, 0, 4, 1, .. "Unauthorized"u8]).Text(0x0014, "example.org").Text(0x0015, "nonce").Bytes();

    internal static byte[] Allocation { get; } = new StunMessageBuilder(0x0003, 5).Add(0x0019, 17, 0, 0, 0).Text(0x0006, "ann").Text(0x0014, "example.org").Bytes();

    internal static byte[] Allocated { get; } =
        new StunMessageBuilder(0x0103, 5).XorAddress(0x0016, 7, 50_001).XorAddress(0x0020, 33, 40_000).Add(0x000D, 0, 0, 2, 0x58).Bytes();

    internal static byte[] Check { get; } = new StunMessageBuilder(0x0001, 6).Text(0x0006, "left:right").Add(0x0024, 0x6E, 0, 1, 0xFF).Add(0x802A, 1, 2, 3, 4, 5, 6, 7, 8).Add(0x0025).Bytes();

    internal static FlowSample Binding { get; } = FlowSample.Udp("binding", 3478, FlowTurn.FromInitiator(BindingRequest), FlowTurn.FromResponder(BindingSuccess));

    internal static FlowSample Classic { get; } = FlowSample.Udp("classic", 3478, FlowTurn.FromInitiator(ClassicRequest), FlowTurn.FromResponder(ClassicSuccess));

    internal static FlowSample Turn { get; } = FlowSample.Udp(
        "TURN", 3478, FlowTurn.FromInitiator(new StunMessageBuilder(0x0003, 4).Add(0x0019, 17, 0, 0, 0).Bytes()), FlowTurn.FromResponder(Refusal),
        FlowTurn.FromInitiator(Allocation), FlowTurn.FromResponder(Allocated),
        FlowTurn.FromInitiator((byte[])[0x40, 0, 0, 4, 1, 2, 3, 4]));

    internal static FlowSample OverTcp { get; } = FlowSample.Tcp(
        "TURN over TCP", 3478, FlowTurn.FromInitiator((byte[])[.. Allocation, 0x40, 1, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0, .. BindingRequest]),
        FlowTurn.FromResponder((byte[])[.. Allocated, .. BindingSuccess]));

    internal static FlowSample IceOverTcp { get; } = FlowSample.Tcp(
        "ICE over TCP", 50_000, FlowTurn.FromInitiator((byte[])[0, (byte)Check.Length, .. Check, 0, 12, 0x80, 0x60, .. new byte[10]]));

    internal static FlowSample Media { get; } = FlowSample.Udp(
        "a check before media", 50_000, FlowTurn.FromInitiator(Check), FlowTurn.FromInitiator((byte[])[0x80, 0x60, .. new byte[170]]));

    internal static string FactsOf(FlowSample sample) => FactText.Of(Facts(sample));

    internal static IReadOnlyList<Fact> Facts(FlowSample sample) => AnalyzerHarness.For<StunClassifier>().Run(sample).Facts;
}
