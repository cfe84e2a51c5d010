using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.BitTorrent.Tests;

public sealed class BitTorrentContractTests : ClassifierContract<BitTorrentClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => BitTorrentSamples.All;

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Tcp("encrypted peers", 6881, BitTorrentSamples.From(true, [.. Enumerable.Range(0, 96).Select(i => (byte)(i * 151 + 7))])),
        FlowSample.Tcp("a name that is cut", 6881, BitTorrentSamples.From(true, BitTorrentSamples.Text("\u0013BitTorrent protoco!"))),
        FlowSample.Tcp("a tracker over HTTP", 80, BitTorrentSamples.From(true, BitTorrentSamples.Text("GET /announce?info_hash=x HTTP/1.1\r\n\r\n"))),
        FlowSample.Udp("another dictionary", 9000, BitTorrentSamples.From(true, BitTorrentSamples.Text("d3:foo3:bare"))),
        FlowSample.Udp("a dictionary without an end", 9000, BitTorrentSamples.From(true, BitTorrentSamples.Text("d1:ad2:id20:" + BitTorrentSamples.Id))),
        FlowSample.Udp("a query without arguments", 9000, BitTorrentSamples.From(true, BitTorrentSamples.Text("d1:q4:ping1:t2:aa1:y1:qe"))),
        FlowSample.Udp("text", 9000, BitTorrentSamples.From(true, BitTorrentSamples.Text("disconnect please"))),
        FlowSample.Udp("uTP of two connections", 9000, BitTorrentSamples.From(true, BitTorrentSamples.Utp(2, 10, 5, 6, 7)), BitTorrentSamples.From(false, BitTorrentSamples.Utp(2, 900, 5, 7, 6))),
        FlowSample.Udp("one direction of uTP off its ports", 9000, BitTorrentSamples.From(true, BitTorrentSamples.Utp(2, 10, 5, 6, 7))),
        FlowSample.Udp("a STUN response", 3478, BitTorrentSamples.From(false, [1, 1, 0, 12, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 32, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7])),
        FlowSample.Udp("SSDP", 1900, BitTorrentSamples.From(true, BitTorrentSamples.Text("M-SEARCH * HTTP/1.1\r\n\r\n"))),
        FlowSample.Udp("a tracker's answer without its request", 9000, BitTorrentSamples.From(false, [0, 0, 0, 0, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8])),
    ];
}
