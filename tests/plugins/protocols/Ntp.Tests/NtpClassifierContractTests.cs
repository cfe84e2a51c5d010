using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Ntp.Tests.Ntp;

namespace NetWatch.Plugins.Ntp.Tests;

public sealed class NtpClassifierContractTests : ClassifierContract<NtpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        Exchange, Control, Monlist, Broadcast, Peers,
        FlowSample.Udp("off the port, question and answer", 1123, FlowTurn.FromInitiator(Question), FlowTurn.FromResponder(Answer)),
        FlowSample.Udp("off the port, the answer alone", 1123, FlowTurn.FromResponder(Answer)),
        // draft-ietf-ntp-data-minimization: chrony tells nothing of itself and sends 32 as its precision.
        FlowSample.Udp("off the port, a question that hides the client", 1123, FlowTurn.FromInitiator((byte[])[0x23, 0, 6, 32, .. Question[4..]]), FlowTurn.FromResponder(Answer)),
        FlowSample.Udp("version 1", 123, FlowTurn.FromInitiator(Time(1, 0, transmit: Start))),
        FlowSample.Udp("version 2", 123, FlowTurn.FromInitiator(Time(2, 3, transmit: Start))),
        FlowSample.Udp("SNTP, zeros but for the first byte", 123, FlowTurn.FromInitiator((byte[])[0x1B, .. new byte[47]])),
        FlowSample.Udp("with a code", 123, FlowTurn.FromInitiator((byte[])[.. Question, 0, 0, 0, 1, .. new byte[16]])),
        FlowSample.Udp("a reserved stratum", 123, FlowTurn.FromInitiator((byte[])[.. Time(2, 4, stratum: 32), .. new byte[24]])),
        FlowSample.Udp("cut", 123, FlowTurn.FromInitiator(Question.AsMemory(..20)) with { IsTruncated = true }),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("zeros", 123, FlowTurn.FromInitiator(new byte[48])),
        FlowSample.Udp("chance, with a stratum that fits", 123, FlowTurn.FromInitiator((byte[])[0x23, 3, 99, 77, .. new byte[44], 1, 2, 3])),
        FlowSample.Udp("short", 123, FlowTurn.FromInitiator(Question.AsMemory(..40))),
        FlowSample.Udp("a stratum of none", 123, FlowTurn.FromInitiator((byte[])[.. Time(4, 4, stratum: 99), 1, 2, 3])),
        FlowSample.Udp("a question alone off the port", 1123, FlowTurn.FromInitiator(Question)),
        FlowSample.Udp("an answer to another question off the port", 1123, FlowTurn.FromInitiator(Question), FlowTurn.FromResponder(Time(4, 4, 2, origin: 77))),
        FlowSample.Udp("times that do not fit off the port", 1123, FlowTurn.FromResponder(Time(4, 4, 2, receive: 5UL << 40, transmit: Start, reference: Start))),
        FlowSample.Udp("bytes behind that are nothing, off the port", 1123, FlowTurn.FromResponder((byte[])[.. Answer, 1, 2, 3])),
        FlowSample.Udp("DNS", 53, FlowTurn.FromInitiator(DnsMessageBuilder.Query(0x2312).Question("www.example.org").Bytes())),
        FlowSample.Udp("noise", 123, FlowTurn.FromInitiator(new string('\u00FF', 60))),
    ];
}
