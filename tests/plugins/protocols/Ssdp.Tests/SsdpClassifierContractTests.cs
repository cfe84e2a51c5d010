using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Ssdp.Tests.Ssdp;

namespace NetWatch.Plugins.Ssdp.Tests;

public sealed class SsdpClassifierContractTests : ClassifierContract<SsdpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        Search, Notify, Answer,
        FlowSample.Udp("a search on another port", 32_414, FlowTurn.FromInitiator(SearchText)),
        FlowSample.Udp("an answer from the port, cut", 50_123, FlowTurn.FromInitiator(AnswerText[..40]) with { IsTruncated = true }) with { InitiatorPort = 1900 },
        FlowSample.Udp("lines without carriage returns", 1900, FlowTurn.FromInitiator(AnswerText.ReplaceLineEndings("\n"))),
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Udp("SIP", 5060, FlowTurn.FromInitiator("NOTIFY sip:a@example.org SIP/2.0\r\n\r\n")),
        FlowSample.Udp("another answer", 32_414, FlowTurn.FromInitiator("HTTP/1.0 200 OK\r\nContent-Type: plex/media-server\r\nName: x\r\n\r\n")),
        FlowSample.Udp("a search for something else", 1900, FlowTurn.FromInitiator("M-SEARCH /x HTTP/1.1\r\n\r\n")),
        FlowSample.Udp("zeros", 1900, FlowTurn.FromInitiator(new byte[60])),
        FlowSample.Udp("DNS", 53, FlowTurn.FromInitiator(DnsMessageBuilder.Query().Question("www.example.org").Bytes())),
    ];
}
