using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpGapTests
{
    static FlowTurn Lost(FlowDirection direction, long bytes) => FlowTurn.Gap(direction, bytes);

    [Fact]
    public void Bytes_lost_inside_a_body_of_known_length_count_to_it()
    {
        HttpExchange[] exchanges = Exchanges(
            Client(Get),
            Server("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n12345"),
            Lost(FlowDirection.FromResponder, 9990),
            Server("67890" + Ok));

        exchanges.Select(e => (e.Method, e.ResponseBodyBytes)).ShouldBe([("GET", 10000), (null, 5)]);
    }

    [Fact]
    public void A_loss_that_ends_with_the_body_ends_the_exchange()
    {
        HttpExchange[] exchanges = Exchanges(
            Client(Get), Server("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"), Lost(FlowDirection.FromResponder, 7), Client(Get), Server(Ok));

        exchanges.Select(e => e.ResponseBodyBytes).ShouldBe([7, 5]);
    }

    [Fact]
    public void After_a_loss_over_the_end_of_a_message_the_next_start_line_is_found()
    {
        HttpExchange[] exchanges = Exchanges(
            Client("GET /1 HTTP/1.1\r\n\r\n"),
            Server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"),
            Lost(FlowDirection.FromResponder, 500),
            Server("rest of something"),
            Client("GET /2 HTTP/1.1\r\n\r\n"),
            Server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));

        exchanges.Select(e => (e.Target, e.Status)).ShouldBe([("/1", 200), ("/2", 404)]);
    }

    [Fact]
    public void A_head_that_is_cut_keeps_what_was_read()
    {
        HttpExchange exchange = Exchange(
            Client("GET /x HTTP/1.1\r\nHost: example.org\r\nCookie: abc"), Lost(FlowDirection.FromInitiator, 900), Server(Ok));

        (exchange.Host, exchange.Target, exchange.Status).ShouldBe(("example.org", "/x", 200));
    }

    [Fact]
    public void A_flow_that_was_joined_late_begins_with_the_next_message()
    {
        FlowSample sample = Flow(Server("...end of a body"), Client(Get), Server(Ok)) with { IsMidStream = true };
        HttpExchange exchange = Exchanges(AnalyzerHarness.For<HttpClassifier>().Run(sample)).ShouldHaveSingleItem();

        (exchange.Method, exchange.Status).ShouldBe(("GET", 200));
    }

    [Fact]
    public void A_lost_request_leaves_a_response_alone()
    {
        HttpExchange[] exchanges = Exchanges(Client(Get), Server(Ok), Lost(FlowDirection.FromInitiator, 100), Server(Ok));

        exchanges.Select(e => e.Method).ShouldBe(["GET", null]);
    }
}
