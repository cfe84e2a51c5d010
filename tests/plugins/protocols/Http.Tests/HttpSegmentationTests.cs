using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpSegmentationTests
{
    static readonly FlowSample[] Samples =
    [
        Flow(Client(Get), Server(Ok), Client(Get), Server("HTTP/1.1 304 Not Modified\r\n\r\n")),
        Flow(
            Client("POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
            Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\nT: 1\r\n\r\n" + Ok)),
        Flow(Client("GET /old\r\n"), Server("Hello, this is the body.\n")),
        Flow(Client("GET / HTTP/1.1\r\nHost:\r\n folded.example\r\n\r\n"), Server("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc")),
        Flow(Client("CONNECT h:443 HTTP/1.1\r\n\r\n"), Server("HTTP/1.1 200 OK\r\n\r\n")),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void However_the_segments_fall_the_exchanges_are_the_same(int index)
    {
        AnalyzerHarness harness = AnalyzerHarness.For<HttpClassifier>();
        FlowSample sample = Samples[index];
        string whole = harness.Run(sample).Text;
        whole.ShouldContain("http/exchange");

        int longest = sample.Turns.Max(turn => turn.Bytes.Length);
        for (int cut = 1; cut < longest; cut++) harness.Run(sample, Segmentation.CutAt(cut)).Text.ShouldBe(whole, $"cut at {cut}");
        harness.Run(sample, Segmentation.Every(1)).Text.ShouldBe(whole);
        for (int seed = 0; seed < 20; seed++) harness.Run(sample, Segmentation.Random(seed, 9)).Text.ShouldBe(whole, $"seed {seed}");
    }
}
