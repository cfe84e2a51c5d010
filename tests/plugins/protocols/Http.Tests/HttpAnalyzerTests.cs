using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpAnalyzerTests
{
    [Fact]
    public void A_request_and_its_response_are_one_exchange()
    {
        HttpExchange exchange = Exchange(Client(Get), Server(Ok) with { Delay = TimeSpan.FromMilliseconds(20) });

        exchange.Method.ShouldBe("GET");
        exchange.Target.ShouldBe("/a?b=c");
        exchange.Version.ShouldBe("HTTP/1.1");
        exchange.Host.ShouldBe("example.org");
        exchange.HostPort.ShouldBe(8080);
        exchange.UserAgent.ShouldBe("test/1.0");
        exchange.Referer.ShouldBe("http://example.org/");
        exchange.Status.ShouldBe(200);
        exchange.Server.ShouldBe("unit");
        exchange.ContentType.ShouldBe("text/html");
        exchange.ResponseBodyBytes.ShouldBe(5);
        exchange.Latency.ShouldBe(TimeSpan.FromMilliseconds(20));
    }

    [Theory]
    [InlineData("User-Agent", true)]
    [InlineData("USER-AGENT", true)]
    [InlineData("uSER-aGENT", true)]
    [InlineData("user-agent \t", true)]
    [InlineData("User\rAgent", false)]
    [InlineData("User_Agent", false)]
    [InlineData("User-Agenu", false)]
    [InlineData("Vser-Agent", false)]
    public void Names_of_fields_are_known_in_capitals_and_small_letters_and_nothing_else_is(string name, bool isKnown) =>
        Exchange(Client($"GET / HTTP/1.1\r\n{name}: x\r\n\r\n"), Server(Ok)).UserAgent.ShouldBe(isKnown ? "x" : null);

    [Fact]
    public void Every_field_that_is_read_is_known_in_capitals()
    {
        HttpExchange exchange = Exchange(
            Client("POST /a HTTP/1.1\r\nHOST: h\r\nREFERER: r\r\nUSER-AGENT: u\r\nCONTENT-LENGTH: 2\r\n\r\nok"),
            Server("HTTP/1.1 302 Found\r\nSERVER: s\r\nLOCATION: l\r\nCONTENT-TYPE: t\r\nCONTENT-ENCODING: e\r\nTRANSFER-ENCODING: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));

        (exchange.Host, exchange.Referer, exchange.UserAgent, exchange.RequestBodyBytes).ShouldBe(("h", "r", "u", 2));
        (exchange.Server, exchange.Location, exchange.ContentType, exchange.ContentEncoding, exchange.ResponseBodyBytes).ShouldBe(("s", "l", "t", "e", 3));
    }

    [Fact]
    public void Requests_ahead_of_their_answers_are_paired_in_order()
    {
        HttpExchange[] exchanges = Exchanges(
            Client("GET /1 HTTP/1.1\r\n\r\nHEAD /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n"),
            Server("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
            Server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));

        exchanges.Select(e => (e.Target, e.Status, e.ResponseBodyBytes)).ShouldBe([("/1", 200, 1), ("/2", 200, 0), ("/3", 404, 0)]);
    }

    [Fact]
    public void More_requests_ahead_than_are_kept_are_published_unanswered()
    {
        HttpExchange[] exchanges = Exchanges(Client(string.Concat(Enumerable.Range(0, 300).Select(i => $"GET /{i} HTTP/1.1\r\n\r\n"))));

        exchanges.Length.ShouldBe(300);
        exchanges.Select(e => e.Target).ShouldBe(Enumerable.Range(0, 300).Select(i => $"/{i}"));
    }

    [Fact]
    public void Interim_responses_come_before_the_answer()
    {
        HttpExchange exchange = Exchange(
            Client("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"),
            Server("HTTP/1.1 100 Continue\r\n\r\n"),
            Client("abc"),
            Server("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"));

        (exchange.Status, exchange.RequestBodyBytes).ShouldBe((201, 3));
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n")]
    public void Answers_without_a_body_have_none_whatever_length_they_name(string answer)
    {
        HttpExchange[] exchanges = Exchanges(Client("GET /1 HTTP/1.1\r\n\r\n"), Server(answer), Client("GET /2 HTTP/1.1\r\n\r\n"), Server(Ok));

        exchanges.Length.ShouldBe(2);
        (exchanges[0].ResponseBodyBytes, exchanges[1].Target, exchanges[1].Status).ShouldBe((0, "/2", 200));
    }

    [Fact]
    public void Chunks_are_counted_without_their_framing()
    {
        HttpExchange[] exchanges = Exchanges(
            Client("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"),
            Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=\"a\"\r\nhello\r\n00A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n" + Ok));

        exchanges.Select(e => e.ResponseBodyBytes).ShouldBe([15, 5]);
    }

    [Fact]
    public void A_body_without_a_length_goes_to_the_end_of_the_connection() =>
        Exchange(Client("GET / HTTP/1.0\r\n\r\n"), Server("HTTP/1.0 200 OK\r\n\r\n12345"), Server("67")).ResponseBodyBytes.ShouldBe(7);

    [Fact]
    public void A_request_without_an_answer_is_published_at_the_end()
    {
        HttpExchange exchange = Exchange(Client(Get));
        (exchange.Target, exchange.Status, exchange.Latency).ShouldBe(("/a?b=c", 0, null));
    }

    [Fact]
    public void A_response_without_a_request_is_published_too()
    {
        HttpExchange exchange = Exchange(Server(Ok));
        (exchange.Method, exchange.Version, exchange.Status).ShouldBe((null, "HTTP/1.1", 200));
    }

    [Fact]
    public void A_head_that_never_ends_is_published_as_far_as_it_goes() =>
        Exchange(Client("GET /x HTTP/1.1\r\nHost: example.org\r\nAccept: te")).Host.ShouldBe("example.org");

    [Theory]
    [InlineData("GET http://user@proxied.example:81/x HTTP/1.1\r\nHost: other\r\n\r\n", "proxied.example", 81)]
    [InlineData("GET / HTTP/1.1\r\nHost: [2001:db8::1]:8080\r\n\r\n", "[2001:db8::1]", 8080)]
    [InlineData("GET / HTTP/1.1\r\nHost: [2001:db8::1]\r\n\r\n", "[2001:db8::1]", 0)]
    [InlineData("GET / HTTP/1.1\r\nhOsT:\texample.org \r\n\r\n", "example.org", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: example.org:99999\r\n\r\n", "example.org", 0)]
    [InlineData("CONNECT example.org:443 HTTP/1.1\r\n\r\n", "example.org", 443)]
    public void The_host_is_that_of_the_target_or_the_field(string request, string host, int port)
    {
        HttpExchange exchange = Exchange(Client(request));
        (exchange.Host, exchange.HostPort).ShouldBe((host, port));
    }

    [Fact]
    public void An_answer_to_HTTP_0_9_is_the_body_alone()
    {
        HttpExchange exchange = Exchange(Client("GET /old\r\n"), Server("<html>hello</html>"));
        (exchange.Version, exchange.Target, exchange.Status, exchange.ResponseBodyBytes).ShouldBe(("HTTP/0.9", "/old", 0, 18));
    }

    [Fact]
    public void A_redirect_names_where_to() =>
        Exchange(Client(Get), Server("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")).Location.ShouldBe("/there");

    [Fact]
    public void Whom_a_flow_talks_to_is_known_while_the_answer_is_still_coming()
    {
        var facts = new FactCollector();
        IFlowAnalyzer analyzer = new HttpAnalyzerFactory().Create();
        analyzer.Start(new FlowStart(Flow(Client(Get)).Tuple, false, default));

        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = Client(Get).Bytes.Span, Time = new(1) }, facts);
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"u8, Time = new(2) }, facts);
        HttpRequest request = facts.Facts.ShouldHaveSingleItem().ShouldBeOfType<HttpRequest>();
        (request.ServerName, request.Target, request.IsProvisional, request.IsTransaction).ShouldBe(("example.org", "/a?b=c", true, false));

        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = "rest!"u8, Time = new(3) }, facts);
        facts.Facts.ShouldHaveSingleItem().ShouldBeOfType<HttpExchange>().ResponseBodyBytes.ShouldBe(9);
    }

    [Fact]
    public void An_analyzer_that_is_used_again_remembers_nothing()
    {
        AnalyzerHarness harness = AnalyzerHarness.For<HttpClassifier>();
        string first = harness.Run(Flow(Client(Get), Server(Ok))).Text;
        harness.Run(Flow(Client("POST /cut HTTP/1.1\r\nHost: stale\r\nContent-Le")));
        harness.Run(Flow(Client("GET / HTTP/1.1\r\n\r\n"), Server("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\npart")));

        harness.Run(Flow(Client(Get), Server(Ok))).Text.ShouldBe(first);
    }
}
