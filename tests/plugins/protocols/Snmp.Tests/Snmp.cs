using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Snmp.Tests.Ber;

namespace NetWatch.Plugins.Snmp.Tests;

/// <summary>Messages and flows of the tests.</summary>
static class Snmp
{
    internal const string SystemName = "1.3.6.1.2.1.1.5.0";

    static readonly byte[] Nothing = Value(5);

    internal static byte[] Get { get; } = Community(1, Pdu(0xA0, 77, 0, 0, Variable(SystemName, Nothing), Variable("1.3.6.1.2.1.1.3.0", Nothing)));

    internal static byte[] GetResponse { get; } = Community(1, Pdu(0xA2, 77, 0, 0, Variable(SystemName, Text("router")), Variable("1.3.6.1.2.1.1.3.0", Value(0x43, 1, 0))));

    internal static byte[] Refusal { get; } = Community(0, Pdu(0xA2, 78, 2, 1, Variable(SystemName, Nothing)));

    internal static byte[] TrapV1 { get; } = Community(0, Value(0xA4, Join(
        Object("1.3.6.1.4.1.8072.3.2.10"), Value(0x40, 192, 0, 2, 1), Integer(6), Integer(17), Value(0x43, 5), Sequence(Variable("1.3.6.1.2.1.1.1.0", Text("down"))))));

    internal static byte[] TrapV2 { get; } = Community(1, Pdu(
        0xA7, 9, 0, 0, Variable("1.3.6.1.2.1.1.3.0", Value(0x43, 5)), Variable("1.3.6.1.6.3.1.1.4.1.0", Object("1.3.6.1.6.3.1.1.5.3"))));

    internal static byte[] Discovery { get; } = Three(5, 4, [], "", Sequence(Text(""), Text(""), Pdu(0xA0, 0, 0, 0)));

    internal static byte[] Report { get; } = Three(5, 0, [0x80, 0, 0x1F, 1], "", Sequence(
        Value(4, 0x80, 0, 0x1F, 1), Text(""), Pdu(0xA8, 0, 0, 0, Variable("1.3.6.1.6.3.15.1.1.4.0", Value(0x41, 1)))));

    internal static byte[] EncryptedGet { get; } = Three(6, 7, [0x80, 0, 0x1F, 1], "watcher", Text(new string('\u00AA', 60)));

    internal static byte[] EncryptedResponse { get; } = Three(6, 3, [0x80, 0, 0x1F, 1], "watcher", Text(new string('\u00BB', 60)));

    internal static FlowSample Reading { get; } = FlowSample.Udp("a reading", 161, FlowTurn.FromInitiator(Get), FlowTurn.FromInitiator(Get), FlowTurn.FromResponder(GetResponse));

    internal static FlowSample Traps { get; } = FlowSample.Udp("traps", 162, FlowTurn.FromInitiator(TrapV1), FlowTurn.FromInitiator(TrapV2));

    internal static FlowSample Secured { get; } = FlowSample.Udp(
        "version 3", 161, FlowTurn.FromInitiator(Discovery), FlowTurn.FromResponder(Report), FlowTurn.FromInitiator(EncryptedGet), FlowTurn.FromResponder(EncryptedResponse));

    /// <summary>RFC 3430: two requests in one segment, their answers in another, and one more exchange.</summary>
    internal static FlowSample OverTcp { get; } = FlowSample.Tcp(
        "over TCP", 1161, FlowTurn.FromInitiator((byte[])[.. Get, .. EncryptedGet]), FlowTurn.FromResponder((byte[])[.. GetResponse, .. EncryptedResponse]),
        FlowTurn.FromInitiator(Discovery), FlowTurn.FromResponder(Report));

    internal static byte[] Community(int version, byte[] pdu) => Sequence(Integer(version), Text("public"), pdu);

    internal static byte[] Pdu(byte tag, int id, int status, int index, params byte[][] variables) =>
        Value(tag, Join(Integer(id), Integer(status), Integer(index), Sequence(variables)));

    static byte[] Three(int id, byte flags, byte[] engine, string user, byte[] data) => Sequence(
        Integer(3), Sequence(Integer(id), Integer(65_507), Value(4, flags), Integer(3)),
        Value(4, Sequence(Value(4, engine), Integer(1), Integer(2), Text(user), Text(""), Text(""))), data);

    internal static string FactsOf(FlowSample sample) => FactText.Of(Facts(sample));

    internal static IReadOnlyList<Fact> Facts(FlowSample sample) => AnalyzerHarness.For<SnmpClassifier>().Run(sample).Facts;
}
