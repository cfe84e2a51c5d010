using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http2.Tests.Frames;

namespace NetWatch.Plugins.Http2.Tests;

/// <summary>What a capture lost is said to be lost, and nothing else is.</summary>
public sealed class Http2GapTests
{
    [Fact]
    public void Bytes_lost_inside_of_a_body_cost_nothing_but_themselves()
    {
        byte[] data = Data(1, new string('x', 100), ends: true);
        HttpExchange exchange = Exchange(Opening, ServerOpening, Client(Get(1)), Server(Answer(1), data[..20]), ServerGap(60), Server(data[80..]));

        (exchange.Status, exchange.ResponseBodyBytes, exchange.HasGap, exchange.UnknownFields).ShouldBe((200, 100, false, 0));
    }

    [Fact]
    public void After_a_loss_across_frames_the_next_frame_is_found_and_the_open_streams_say_so()
    {
        byte[] data = Data(1, new string('x', 100));
        HttpExchange[] exchanges = Exchanges(
            Opening, ServerOpening, Client(Get(1), Get(3, "/3")), Server(Answer(1), data[..20]), ServerGap(200),
            Server([7, 8, 9, 0, 0, 4], Answer(3), Data(3, "abc", ends: true)));

        exchanges.Select(e => (e.Target, e.Status, e.ResponseBodyBytes, e.HasGap, e.UnknownFields)).ShouldBe([("/3", 200, 3, true, 0), ("/", 200, 11, true, 0)]);
    }

    [Fact]
    public void Fields_that_refer_to_what_was_lost_are_unknown_and_never_wrong()
    {
        // After the loss 62 is :status of the second answer; 65 was of the first and is lost.
        HttpExchange[] exchanges = Exchanges(
            Opening, ServerOpening, Client(Get(1), Get(3, "/3"), Get(5, "/5")), Server(Answer(1, 404, ends: true)), ServerGap(50),
            Server(Headers(3, [0xC1, .. Block("server: second"), 0xBE, 0xC0], ends: true), Headers(5, Block(":status: 500"), ends: true)));

        exchanges[0].Status.ShouldBe(404);
        (exchanges[1].Target, exchanges[1].Status, exchanges[1].Server, exchanges[1].UnknownFields).ShouldBe(("/3", 0, "second", 2));
        exchanges.Skip(1).ShouldAllBe(e => e.HasGap);
    }

    [Fact]
    public void A_loss_inside_of_a_field_block_loses_its_fields_and_keeps_the_frames()
    {
        byte[] answer = Answer(1, ends: true);
        FlowTurn[] turns =
        [
            Opening, ServerOpening, Client(Get(1), Get(3, "/3")), Server(answer[..15]), ServerGap(10), Server(answer[25..], Answer(3), Data(3, "abc", ends: true)),
        ];
        HttpExchange[] exchanges = Exchanges(turns);

        exchanges.Select(e => (e.Target, e.Status, e.UnknownFields, e.ResponseBodyBytes)).ShouldBe([("/", 0, 1, 0), ("/3", 200, 0, 3)]);
        Connection(turns).ShouldContain("server_missing_bytes=10\nserver_header_table=partly unknown");
    }

    [Fact]
    public void A_connection_that_was_joined_in_the_middle_tells_client_and_server_by_their_fields()
    {
        FlowSample flow = Flow(Client(WindowUpdate(0), Answer(7), Data(7, "abc", ends: true)), Server(Ping, WindowUpdate(0), Get(9, "/9")), Client(Answer(9, 404, ends: true))) with { IsMidStream = true };
        FlowAnalysis analysis = AnalyzerHarness.For<Http2Classifier>().Run(flow);

        analysis.App.ShouldBe("http2");
        analysis.Facts.OfType<HttpExchange>().Select(e => (e.Target, e.Status)).ShouldBe([(null, 200), ("/9", 404)]);
    }

    [Fact]
    public void Whatever_is_lost_no_field_is_wrong()
    {
        byte[] client = [.. Opening.Bytes.Span];
        var targets = new HashSet<string?> { null };
        for (int i = 0; i < 30; i++)
        {
            targets.Add($"/{i}");
            client = [.. client, .. i % 3 == 2 ? Headers(2 * i + 1, [0xC2, 0xC1, .. Plain($":path: /{i}"), 0xBF, 0xBE], ends: true) : Get(2 * i + 1, $"/{i}")];
        }

        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            int from = random.Next(24, client.Length - 1), length = random.Next(1, Math.Min(300, client.Length - from));
            HttpExchange[] exchanges = Exchanges(FlowTurn.FromInitiator(client.AsMemory(0, from)), ClientGap(length), FlowTurn.FromInitiator(client.AsMemory(from + length)));
            foreach (HttpExchange exchange in exchanges)
            {
                exchange.Method.ShouldBeOneOf("GET", null);
                exchange.Host.ShouldBeOneOf("example.org", null);
                exchange.Target.ShouldBeOneOf($"/{(exchange.StreamId - 1) / 2}", null);
                exchange.UserAgent.ShouldBeOneOf("test/2", null);
            }
        }
    }
}
