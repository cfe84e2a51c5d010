using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Stun.Tests.Stun;

namespace NetWatch.Plugins.Stun.Tests;

public sealed class StunClassifierContractTests : ClassifierContract<StunClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        Binding, Classic, Turn, OverTcp, IceOverTcp, Media,
        FlowSample.Udp("with the cookie on any port", 443, FlowTurn.FromInitiator(BindingRequest)),
        FlowSample.Udp("an unknown method with the cookie", 40_001, FlowTurn.FromInitiator(new StunMessageBuilder(0x0801).Add(0x4000, 1, 2, 3).Bytes())),
        FlowSample.Udp("attributes without padding", 3478, FlowTurn.FromInitiator((byte[])[0, 3, 0, 6, .. BindingRequest[4..20], 0x40, 0, 0, 2, 1, 2])),
        FlowSample.Udp("classic off the port, by its answer", 4000, FlowTurn.FromInitiator(ClassicRequest), FlowTurn.FromResponder(ClassicSuccess)),
        FlowSample.Udp("classic off the port, by its attributes", 4000, FlowTurn.FromResponder(ClassicSuccess)),
        FlowSample.Udp("an attribute of nobody on the port", 3478, FlowTurn.FromInitiator(new StunMessageBuilder(0x0001, 1, true).Add(0x0101, new byte[20]).Bytes())),
        FlowSample.Tcp("behind the header of Microsoft", 443, FlowTurn.FromInitiator((byte[])[2, 0, 0, (byte)Allocation.Length, .. Allocation])),
        FlowSample.Udp("cut", 3478, FlowTurn.FromInitiator(BindingSuccess.AsMemory(0, 24)) with { IsTruncated = true }),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("a header of classic STUN and no answer", 4000, FlowTurn.FromInitiator(ClassicRequest)),
        FlowSample.Udp("an answer to another transaction", 4000, FlowTurn.FromInitiator(ClassicRequest), FlowTurn.FromResponder(new StunMessageBuilder(0x0101, 9, true).Bytes())),
        FlowSample.Udp("an attribute of nobody", 4000, FlowTurn.FromInitiator(new StunMessageBuilder(0x0001, 1, true).Add(0x0101, new byte[20]).Bytes())),
        FlowSample.Udp("a length too far", 3478, FlowTurn.FromInitiator(BindingSuccess.AsMemory(0, 40))),
        FlowSample.Udp("RTP", 3478, FlowTurn.FromInitiator((byte[])[0x80, 0x60, 0, 1, .. new byte[100]])),
        FlowSample.Udp("DTLS", 3478, FlowTurn.FromInitiator((byte[])[0x16, 0xFE, 0xFD, .. new byte[60]])),
        FlowSample.Udp("zeros", 3478, FlowTurn.FromInitiator(new byte[40])),
        FlowSample.Udp("DNS", 53, FlowTurn.FromInitiator(DnsMessageBuilder.Query(1, 0x0010).Question("www.example.org").Bytes())),
        FlowSample.Tcp("TLS", 443, FlowTurn.FromInitiator((byte[])[0x16, 3, 1, 2, 0, 1, 0, 1, .. new byte[60]])),
        FlowSample.Tcp("text", 3478, FlowTurn.FromInitiator("GET / HTTP/1.1\r\n\r\n")),
    ];
}
