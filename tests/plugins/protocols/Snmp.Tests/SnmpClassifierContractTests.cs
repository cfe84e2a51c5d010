using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Snmp.Tests.Ber;
using static NetWatch.Plugins.Snmp.Tests.Snmp;

namespace NetWatch.Plugins.Snmp.Tests;

public sealed class SnmpClassifierContractTests : ClassifierContract<SnmpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        Reading, Traps, Secured, OverTcp,
        FlowSample.Udp("off the ports", 1161, FlowTurn.FromInitiator(Get)),
        FlowSample.Udp("version 3 off the ports", 1161, FlowTurn.FromInitiator(EncryptedGet)),
        FlowSample.Udp("lengths longer than needed", 161, FlowTurn.FromInitiator((byte[])[0x30, 0x82, 0, (byte)(Get.Length - 2), .. Get[2..]])),
        FlowSample.Udp("a PDU of nothing on the port", 161, FlowTurn.FromInitiator(Sequence(Integer(0), Text("public"), Value(0xA0, 0xFF, 0xFF)))),
        FlowSample.Udp("cut", 161, FlowTurn.FromInitiator(Get.AsMemory(..20)) with { IsTruncated = true }),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Tcp("LDAP over TCP", 389, FlowTurn.FromInitiator(Sequence(Integer(1), Value(0x60, 2, 1, 3, 4, 0, 0x80, 0)))),
        FlowSample.Tcp("another version over TCP", 161, FlowTurn.FromInitiator(Sequence(Integer(9), Text("public"), Value(0xA0, 2, 1, 1)))),
        FlowSample.Tcp("a PDU of nothing over TCP", 161, FlowTurn.FromInitiator(Sequence(Integer(0), Text("public"), Value(0xA0, 0xFF, 0xFF)))),
        FlowSample.Tcp("text over TCP", 1161, FlowTurn.FromInitiator("0123456789 0123456789\r\n")),
        FlowSample.Udp("LDAP", 389, FlowTurn.FromInitiator(Sequence(Integer(1), Value(0x63, 1, 2, 3)))),
        FlowSample.Udp("LDAP on the port", 161, FlowTurn.FromInitiator(Sequence(Integer(1), Value(0x63, 1, 2, 3)))),
        FlowSample.Udp("another version", 161, FlowTurn.FromInitiator(Sequence(Integer(9), Text("public")))),
        FlowSample.Udp("a byte too many off the ports", 1161, FlowTurn.FromInitiator((byte[])[.. Get, 0])),
        FlowSample.Udp("no PDU off the ports", 1161, FlowTurn.FromInitiator(Sequence(Integer(1), Text("public")))),
        FlowSample.Udp("an indefinite length", 161, FlowTurn.FromInitiator((byte[])[0x30, 0x80, .. Get[2..]])),
        FlowSample.Udp("an outer length too far on the port", 161, FlowTurn.FromInitiator(Get.AsMemory(..^3))),
        FlowSample.Udp("zeros", 161, FlowTurn.FromInitiator(new byte[40])),
        FlowSample.Udp("text", 161, FlowTurn.FromInitiator("0123456789 0123456789")),
    ];
}
