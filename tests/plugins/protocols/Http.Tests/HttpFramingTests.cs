using NetWatch.Sdk.Protocols.Facts;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpFramingTests
{
    [Fact]
    public void A_transfer_coding_overrides_a_length()
    {
        FlowTurnPair turns = new("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n");

        Exchange(turns.All).ResponseBodyBytes.ShouldBe(2);
        Irregularities(turns.All).ShouldBe(["content length beside transfer coding"]);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("5, 5", null)]
    public void The_same_length_twice_counts_once(string first, string? second)
    {
        string fields = $"Content-Length: {first}\r\n" + (second is null ? "" : $"Content-Length: {second}\r\n");
        Exchanges(Client(Get), Server($"HTTP/1.1 200 OK\r\n{fields}\r\nhello" + Ok)).Select(e => e.ResponseBodyBytes).ShouldBe([5, 5]);
    }

    [Theory]
    [InlineData("5\r\nContent-Length: 6", "conflicting content lengths")]
    [InlineData("-5", "invalid content length")]
    [InlineData("+5", "invalid content length")]
    [InlineData("0x5", "invalid content length")]
    [InlineData("99999999999999999999999", "invalid content length")]
    public void A_length_that_cannot_be_believed_makes_the_body_end_at_the_next_start_line(string length, string note)
    {
        FlowTurnPair turns = new($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\nhello");

        Exchange(turns.All).ResponseBodyBytes.ShouldBe(5);
        Irregularities(turns.All).ShouldBe([note]);
    }

    [Theory]
    [InlineData("10000000000000000\r\nab")]
    [InlineData("zz\r\nab")]
    [InlineData("\r\nab")]
    [InlineData("-1\r\nab")]
    [InlineData("1\r\nabc\r\n")]
    public void Chunks_that_make_no_sense_are_noted_and_survived(string chunks)
    {
        FlowTurnPair turns = new("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

        Exchange(turns.All).Status.ShouldBe(200);
        Irregularities(turns.All).ShouldBe(["broken chunk"]);
    }

    [Fact]
    public void Lines_may_end_with_a_line_feed_alone() =>
        Exchange(Client("GET /x HTTP/1.1\nHost: example.org\n\n"), Server("HTTP/1.1 200 OK\nContent-Length: 2\n\nab")).Host.ShouldBe("example.org");

    [Fact]
    public void A_folded_field_is_put_together()
    {
        FlowTurnPair turns = new("HTTP/1.1 200 OK\r\nServer: one\r\n two\r\nTransfer-Encoding:\r\n chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");

        HttpExchange exchange = Exchange(turns.All);
        (exchange.Server, exchange.ResponseBodyBytes).ShouldBe(("one two", 1));
        Irregularities(turns.All).ShouldBe(["folded field"]);
    }

    [Fact]
    public void A_space_before_the_colon_does_not_hide_a_field() =>
        Exchange(Client(Get), Server("HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nab")).ResponseBodyBytes.ShouldBe(2);

    [Fact]
    public void A_target_with_spaces_ends_at_the_version() =>
        Exchange(Client("GET /a b c HTTP/1.1\r\n\r\n")).Target.ShouldBe("/a b c");

    [Fact]
    public void An_overlong_line_is_cut_and_the_rest_of_the_head_is_read()
    {
        HttpExchange exchange = Exchange(Client($"GET /x HTTP/1.1\r\nCookie: {new string('c', 100_000)}\r\nHost: example.org\r\n\r\n"));
        exchange.Host.ShouldBe("example.org");
    }

    [Fact]
    public void An_endless_target_is_kept_up_to_its_limit() =>
        Exchange(Client($"GET /{new string('a', 50_000)} HTTP/1.1\r\nHost: h\r\n\r\n")).Target!.Length.ShouldBe(8192);

    [Fact]
    public void Chunked_in_a_response_of_HTTP_1_0_is_not_believed() =>
        Exchange(Client(Get), Server("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")).ResponseBodyBytes.ShouldBe(11);

    [Fact]
    public void Garbage_between_messages_is_passed_over()
    {
        HttpExchange[] exchanges = Exchanges(Client("GET /1 HTTP/1.1\r\n\r\n\u0001\u0002\u0003\nGET /2 HTTP/1.1\r\n\r\n"));
        exchanges.Select(e => e.Target).ShouldBe(["/1", "/2"]);
    }

    [Fact]
    public void Text_in_utf_8_and_in_latin_1_is_read_as_what_it_is()
    {
        Exchange(Client("GET /\u00C3\u00A4 HTTP/1.1\r\n\r\n")).Target.ShouldBe("/ä");
        Exchange(Client("GET /\u00E4 HTTP/1.1\r\n\r\n")).Target.ShouldBe("/ä");
    }
}
