using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http2.Tests.Frames;

namespace NetWatch.Plugins.Http2.Tests;

/// <summary>What is sent to hurt a reader is bounded, counted and said.</summary>
public sealed class Http2HostileInputTests
{
    [Fact]
    public void A_header_bomb_is_cut_off_and_named()
    {
        byte[] seed = Headers(1, Plain(":method: GET").Concat(Block("a: " + new string('x', 4000))).ToArray(), ends: true);
        byte[] bomb = new byte[16_000];
        bomb.AsSpan().Fill(0xBE);
        Connection(Opening, Client(seed, Headers(3, bomb, ends: true)), ServerOpening).ShouldContain("header list over 256 KiB");
    }

    [Fact]
    public void A_flood_of_continuation_frames_is_cut_off_and_named()
    {
        byte[][] flood = [Opening.Bytes.ToArray(), Frame(1, 1, 1, 0x82), .. Enumerable.Repeat(Frame(9, 0, 1, Plain("a: " + new string('x', 1000))), 200), Frame(9, 4, 1), Get(3)];
        FlowTurn[] turns = [Client(flood), ServerOpening, Server(Answer(3, ends: true))];
        Connection(turns).ShouldContain("header block over 64 KiB");
        Exchanges(turns).Single(e => e.StreamId == 3).Target.ShouldBe("/", "what follows is read again");
    }

    [Fact]
    public void A_block_that_is_interrupted_is_named() =>
        Connection(Opening, Client(Frame(1, 0, 1, 0x82), Ping, Frame(9, 4, 1, 0x84)), ServerOpening).ShouldContain("header block interrupted");

    [Fact]
    public void Malformed_blocks_and_padding_are_named()
    {
        string text = Connection(Opening, Client(Headers(1, [0x80]), Frame(1, 0x0C, 3, 200, 0x82)), ServerOpening);
        text.ShouldContain("malformed header block");
        text.ShouldContain("padding longer than its frame");
    }

    [Fact]
    public void Thousands_of_streams_at_once_are_published_oldest_first()
    {
        FlowTurn[] turns = [Opening, Client([.. Enumerable.Range(0, 1000).Select(i => Get(2 * i + 1, $"/{i}"))]), ServerOpening];
        Exchanges(turns).Select(e => e.Target).ShouldBe(Enumerable.Range(0, 1000).Select(i => $"/{i}"));
        Connection(turns).ShouldContain("more than 256 streams at once");
    }

    [Fact]
    public void Frames_longer_than_allowed_are_none()
    {
        FlowTurn[] turns = [Opening, ServerOpening, Client([0, 0x40, 1, 0, 0, 0, 0, 0, 1]), Client(Get(3)), Server(Answer(3, ends: true))];
        Connection(turns).ShouldContain("bytes that are no frames");
        Exchange(turns).Target.ShouldBe("/");
    }

    [Fact]
    public void Longer_frames_that_were_agreed_on_are_read() =>
        Exchange(Opening, Server(Settings((5, 1 << 20))), Client(Headers(1, Block(":method: PUT", ":path: /", ":authority: a")), Data(1, new string('x', 100_000), ends: true)), Server(Answer(1, ends: true)))
            .RequestBodyBytes.ShouldBe(100_000);

    [Fact]
    public void Mutated_connections_do_no_harm()
    {
        AnalyzerHarness harness = AnalyzerHarness.For<Http2Classifier>();
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            FlowTurn[] turns = [.. Http2SegmentationTests.Sample.Turns.Select(turn => Mutate(random, turn))];
            foreach (Fact fact in harness.Run(Flow(turns) with { IsMidStream = seed % 5 == 0 }, Segmentation.Random(seed, 50)).Facts)
            {
                _ = fact.Summary;
                FactText.Of(fact).Length.ShouldBeLessThan(200_000);
            }
        }
    }

    static FlowTurn Mutate(Random random, FlowTurn turn)
    {
        byte[] bytes = turn.Bytes.ToArray();
        int changes = random.Next(4);
        for (int i = 0; i < changes; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        if (random.Next(10) == 0) return FlowTurn.Gap(turn.Direction, bytes.Length);
        return turn.Direction == Sdk.Packets.FlowDirection.FromInitiator ? FlowTurn.FromInitiator(bytes) : FlowTurn.FromResponder(bytes);
    }
}
