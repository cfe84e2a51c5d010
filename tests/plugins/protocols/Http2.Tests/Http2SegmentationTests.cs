using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http2.Tests.Frames;

namespace NetWatch.Plugins.Http2.Tests;

/// <summary>However streams are cut, the facts are the same.</summary>
public sealed class Http2SegmentationTests
{
    static readonly byte[] Long = Block(":method: GET", ":path: /long", ":authority: example.org", "cookie: " + new string('c', 300));

    internal static readonly FlowSample Sample = Flow(
        Opening, ServerOpening, Client(Get(1, "/1"), Frame(1, 1, 3, Long[..20]), Frame(9, 4, 3, Long[20..]), WindowUpdate(3), Ping),
        Server(Answer(1), Frame(0, 0x08, 1, 3, 1, 2, 3, 4, 0, 0, 0), Frame(5, 4, 1, [0, 0, 0, 2, .. Block(":method: GET", ":path: /push", ":authority: example.org")])),
        Server(Answer(3, 302), Data(1, "", ends: true), Data(3, new string('y', 500)), Headers(3, Block("grpc-status: 0"), ends: true), Answer(2), Frame(77, 1, 2, 5, 5)),
        Client(Reset(2, 8)), Server(Frame(7, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0)));

    [Fact]
    public void Every_cut_gives_the_same_facts()
    {
        AnalyzerHarness harness = AnalyzerHarness.For<Http2Classifier>();
        string whole = harness.Run(Sample).Text;
        whole.ShouldContain("/push");
        int longest = Sample.Turns.Max(turn => turn.Bytes.Length);
        for (int size = 1; size < 40; size++) harness.Run(Sample, Segmentation.Every(size)).Text.ShouldBe(whole);
        for (int position = 1; position < longest; position++) harness.Run(Sample, Segmentation.CutAt(position)).Text.ShouldBe(whole);
        for (int seed = 0; seed < 100; seed++) harness.Run(Sample, Segmentation.Random(seed, 60)).Text.ShouldBe(whole);
    }
}
