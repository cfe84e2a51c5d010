using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.NetBios.Tests.NetBios;

namespace NetWatch.Plugins.NetBios.Tests;

public sealed class NetBiosClassifierContractTests : ClassifierContract<NetBiosClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        ByUnicast, ByBroadcast, Status, Register, Announce, Session, Refused,
        FlowSample.Udp("a broken name on the port", 137, FlowTurn.FromInitiator(DnsMessageBuilder.Query(7, 0x0110).Question(new string('@', 32), 0x20).Bytes())),
        FlowSample.Udp("a name with a broken length on the port", 137, FlowTurn.FromInitiator((byte[])[.. NameQuery[..12], 0x21, .. NameQuery[13..]])),
        FlowSample.Udp("a datagram with broken names on the port", 138, FlowTurn.FromInitiator(BrokenDatagram)),
        FlowSample.Udp("off the port", 1137, FlowTurn.FromInitiator(NameQuery)),
        FlowSample.Udp("a datagram off the port", 1138, FlowTurn.FromInitiator(Datagram)),
        FlowSample.Udp("a datagram error", 138, FlowTurn.FromInitiator((byte[])[0x13, 0x0A, 0, 3, 192, 0, 2, 1, 0, 138, 0x82])),
        FlowSample.Tcp("a session off the port", 1139, FlowTurn.FromInitiator(SessionRequest)),
        FlowSample.Tcp("a session without its beginning", 139, FlowTurn.FromInitiator(SmbMessage)) with { IsMidStream = true },
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("DNS", 53, FlowTurn.FromInitiator(DnsMessageBuilder.Query().Question("www.example.org").Bytes())),
        FlowSample.Udp("DNS with a long label", 53, FlowTurn.FromInitiator(DnsMessageBuilder.Query().Question(new string('a', 32)).Bytes())),
        FlowSample.Udp("letters of the right kind, type of another", 53, FlowTurn.FromInitiator(DnsMessageBuilder.Query().Question(Encode("A", 0), 28).Bytes())),
        FlowSample.Udp("a broken name off the port", 1137, FlowTurn.FromInitiator(DnsMessageBuilder.Query(7, 0x0110).Question(new string('@', 32), 0x20).Bytes())),
        FlowSample.Udp("a datagram with broken names off the port", 1138, FlowTurn.FromInitiator(BrokenDatagram)),
        FlowSample.Udp("zeros", 137, FlowTurn.FromInitiator(new byte[50])),
        FlowSample.Udp("text", 138, FlowTurn.FromInitiator(new string('x', 200))),
        FlowSample.Udp("a datagram without names", 138, FlowTurn.FromInitiator((byte[])[0x11, 0x0A, 0, 3, 192, 0, 2, 1, 0, 138, 0, 100, 0, 0, .. new byte[80]])),
        FlowSample.Tcp("SMB without NetBIOS", 445, FlowTurn.FromInitiator(SmbMessage)),
        FlowSample.Tcp("something else on the port", 139, FlowTurn.FromInitiator((byte[])[0, 0, 0, 36, .. new byte[36]])),
        FlowSample.Tcp("text on the port", 139, FlowTurn.FromInitiator("GET / HTTP/1.1\r\n\r\n")),
    ];

    // Its length is right, its first name is not.
    static byte[] BrokenDatagram => [.. Datagram[..10], 0, (byte)(Datagram.Length - 14), 0, 0, 0xAA, 0xAA, .. Datagram[16..]];
}
