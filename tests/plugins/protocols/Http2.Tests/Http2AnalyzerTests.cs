using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http2.Tests.Frames;

namespace NetWatch.Plugins.Http2.Tests;

public sealed class Http2AnalyzerTests
{
    [Fact]
    public void A_request_and_its_response_are_one_exchange()
    {
        HttpExchange exchange = Exchange(
            Opening, ServerOpening, Client(Headers(1, Block(":method: POST", ":scheme: http", ":path: /a?b=c", ":authority: example.org:8080", "user-agent: test/2", "referer: http://r/")), Data(1, "abc", ends: true)),
            Server(Headers(1, Block(":status: 200", "content-type: text/html; charset=utf-8", "server: unit", "content-encoding: gzip"))) with { Delay = TimeSpan.FromMilliseconds(20) },
            Server(Data(1, "hello"), Data(1, " world", ends: true)));

        (exchange.Method, exchange.Target, exchange.Host, exchange.HostPort, exchange.Version).ShouldBe(("POST", "/a?b=c", "example.org", 8080, "HTTP/2"));
        (exchange.UserAgent, exchange.Referer, exchange.Server, exchange.ContentType, exchange.ContentEncoding).ShouldBe(("test/2", "http://r/", "unit", "text/html", "gzip"));
        (exchange.Status, exchange.RequestBodyBytes, exchange.ResponseBodyBytes, exchange.StreamId).ShouldBe((200, 3, 11, 1));
        exchange.Latency.ShouldBe(TimeSpan.FromMilliseconds(20));
        (exchange.UnknownFields, exchange.HasGap, exchange.IsPush, exchange.StreamError).ShouldBe((0, false, false, null));
    }

    [Fact]
    public void Streams_that_interleave_are_kept_apart()
    {
        HttpExchange[] exchanges = Exchanges(
            Opening, ServerOpening, Client(Get(1, "/1"), Get(3, "/3"), Get(5, "/5")),
            Server(Answer(5), Answer(1, 404), Data(5, "aa"), Data(1, "b", ends: true), Answer(3, 204, ends: true), Data(5, "aa", ends: true)));

        exchanges.Select(e => (e.Target, e.Status, e.ResponseBodyBytes, e.StreamId)).ShouldBe([("/1", 404, 1, 1), ("/3", 204, 0, 3), ("/5", 200, 4, 5)]);
    }

    [Fact]
    public void Fields_of_the_dynamic_table_are_known_on_later_streams()
    {
        // Five lines entered the table: the newest, user-agent, is 62; :authority 63; :path 64; :scheme 65; :method 66.
        HttpExchange[] exchanges = Exchanges(Opening, ServerOpening, Client(Get(1, "/1"), Headers(3, [0xC2, 0xC1, 0xC0, 0xBF, 0xBE], ends: true)), Server(Answer(1, ends: true), Answer(3, ends: true)));

        (exchanges[1].Method, exchanges[1].Target, exchanges[1].Host, exchanges[1].UserAgent).ShouldBe(("GET", "/1", "example.org", "test/2"));
    }

    [Fact]
    public void A_block_goes_on_in_continuation_frames_with_padding_and_priority_before_it()
    {
        byte[] block = Block(":method: GET", ":path: /long", ":authority: example.org");
        byte[] first = [3, 0, 0, 0, 0, 16, .. block[..5], 0, 0, 0];
        HttpExchange exchange = Exchange(
            Opening, ServerOpening, Client(Frame(1, 0x29, 1, first), Frame(9, 0, 1, block[5..9]), Frame(9, 4, 1, block[9..])),
            Server(Answer(1), Frame(0, 0x09, 1, 4, 1, 2, 3, 0, 0, 0, 0)));

        (exchange.Target, exchange.Host, exchange.ResponseBodyBytes).ShouldBe(("/long", "example.org", 3));
    }

    [Fact]
    public void Interim_responses_come_before_the_answer_and_trailers_behind()
    {
        HttpExchange exchange = Exchange(
            Opening, ServerOpening, Client(Headers(1, Block(":method: POST", ":path: /echo.Echo/Say", ":authority: a", "content-type: application/grpc")), Data(1, "\0\0\0\0\u0001x", ends: true)),
            Server(Headers(1, Block(":status: 103", "link: </x>")), Headers(1, Block(":status: 200", "content-type: application/grpc")), Data(1, "\0\0\0\0\u0001y"),
                Headers(1, Block("grpc-status: 5", "grpc-message: no"), ends: true)));

        (exchange.Status, exchange.ContentType, exchange.GrpcStatus, exchange.RequestBodyBytes, exchange.ResponseBodyBytes).ShouldBe((200, "application/grpc", "5", 6, 6));
    }

    [Fact]
    public void What_a_server_pushes_is_an_exchange_with_the_promised_request()
    {
        byte[] promise = Frame(5, 4, 1, [0, 0, 0, 2, .. Block(":method: GET", ":path: /style.css", ":authority: example.org")]);
        HttpExchange[] exchanges = Exchanges(Opening, ServerOpening, Client(Get(1)), Server(promise, Answer(1, ends: true), Answer(2), Data(2, "css", ends: true)));

        exchanges.Select(e => (e.Target, e.Status, e.IsPush, e.StreamId, e.ResponseBodyBytes)).ShouldBe([("/", 200, false, 1, 0), ("/style.css", 200, true, 2, 3)]);
    }

    [Fact]
    public void A_stream_that_is_broken_off_says_why()
    {
        HttpExchange exchange = Exchange(Opening, ServerOpening, Client(Get(1)), Server(Answer(1), Data(1, "part")), Client(Reset(1, 8)));
        (exchange.Status, exchange.StreamError, exchange.ResponseBodyBytes).ShouldBe((200, "CANCEL", 4));
    }

    [Fact]
    public void What_is_on_its_way_when_a_stream_is_reset_is_no_exchange_of_its_own() =>
        Exchange(Opening, ServerOpening, Client(Get(1)), Client(Reset(1, 8)), Server(Answer(1), Data(1, "late", ends: true))).StreamError.ShouldBe("CANCEL");

    [Fact]
    public void A_response_that_is_complete_before_its_request_is_published_once() =>
        Exchange(Opening, ServerOpening, Client(Headers(1, Block(":method: POST", ":path: /", ":authority: a"))), Server(Answer(1, 413, ends: true), Reset(1, 0)), Client(Data(1, "late", ends: true)))
            .Status.ShouldBe(413);

    [Fact]
    public void The_host_is_known_while_the_response_is_still_coming()
    {
        var facts = new FactCollector();
        IFlowAnalyzer analyzer = new Http2AnalyzerFactory().Create();
        analyzer.Start(new FlowStart(Flow(Opening).Tuple, false, default));
        foreach (FlowTurn turn in (FlowTurn[])[Opening, ServerOpening, Client(Get(1)), Server(Answer(1), Data(1, "x"))])
            analyzer.OnData(new StreamChunk { Direction = turn.Direction, Bytes = turn.Bytes.Span, Time = new(1) }, facts);

        facts.Facts.ShouldHaveSingleItem().ShouldBeOfType<HttpRequest>().Host.ShouldBe("example.org");
    }

    [Fact]
    public void A_stream_without_an_answer_is_published_at_the_end()
    {
        HttpExchange exchange = Exchange(Opening, ServerOpening, Client(Get(1)));
        (exchange.Method, exchange.Status, exchange.Latency).ShouldBe(("GET", 0, null));
    }

    [Fact]
    public void The_connection_tells_its_settings_and_how_it_ended() =>
        Connection(Opening, ServerOpening, Client(Get(1)), Server(Answer(1, ends: true), Frame(7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 11, 1, 2, 3)))
            .ShouldBe("http2/connection\nclient_settings[0]=HEADER_TABLE_SIZE=4096\nclient_settings[1]=MAX_CONCURRENT_STREAMS=100\n"
                + "server_settings[0]=MAX_CONCURRENT_STREAMS=128\nserver_settings[1]=MAX_FRAME_SIZE=16384\nstreams=1\nserver_goaway=ENHANCE_YOUR_CALM\n");

    [Fact]
    public void After_an_upgrade_of_HTTP_1_the_answer_to_its_request_is_on_stream_1()
    {
        var harness = new AnalyzerHarness(ProtocolParts.Of<Http2Classifier>());
        FlowAnalysis analysis = harness.Run(Flow(Server(Settings((3, 100)), Answer(1), Data(1, "hello", ends: true)), Client(Preface, Settings(), Get(3, "/next")), Server(Answer(3, ends: true))));
        analysis.Facts.OfType<HttpExchange>().Select(e => (e.Method, e.Target, e.Status)).ShouldBe([(null, null, 200), ("GET", "/next", 200)]);
    }

    [Fact]
    public void A_websocket_inside_of_a_stream_is_an_exchange_and_a_session()
    {
        FlowAnalysis analysis = Run(
            Opening, ServerOpening, Client(Headers(1, Block(":method: CONNECT", ":protocol: websocket", ":scheme: https", ":path: /chat", ":authority: ws.example"))),
            Server(Headers(1, Block(":status: 200")), Data(1, "\u0081\u0005hello")), Client(Data(1, "\u0088\u0082\0\0\0\0\u0003\u00E8", ends: true)), Server(Data(1, "\u0088\u0002\u0003\u00E8", ends: true)));

        HttpExchange exchange = analysis.Facts.OfType<HttpExchange>().ShouldHaveSingleItem();
        (exchange.Method, exchange.Target, exchange.Status, exchange.Upgrade).ShouldBe(("CONNECT", "/chat", 200, "websocket"));
        FactText.Of(analysis.Facts.Single(fact => fact.Protocol == "websocket")).ShouldBe("websocket/session\nstream_id=1\ntext_toserver=0\nbinary_toserver=0\nbytes_toserver=0\n"
            + "text_toclient=1\nbinary_toclient=0\nbytes_toclient=5\nclosed_by=client\nclose_code=1000\n");
    }

    [Fact]
    public void A_tunnel_is_published_with_its_answer() =>
        Exchange(Opening, ServerOpening, Client(Headers(1, Block(":method: CONNECT", ":authority: far.example:443"))), Server(Headers(1, Block(":status: 200")), Data(1, "bytes")))
            .ShouldSatisfyAllConditions(e => e.Upgrade.ShouldBe("connect"), e => e.Target.ShouldBe("far.example:443"), e => e.Host.ShouldBe("far.example"));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\u0046\u0015\u0003\u0001")]
    public void A_server_that_speaks_something_else_takes_the_label_back(string answer) =>
        Run(Opening, FlowTurn.FromResponder(answer)).App.ShouldBeNull();

    [Fact]
    public void An_analyzer_that_is_used_again_remembers_nothing()
    {
        AnalyzerHarness harness = AnalyzerHarness.For<Http2Classifier>();
        FlowSample whole = Flow(Opening, ServerOpening, Client(Get(1)), Server(Answer(1), Data(1, "x", ends: true)));
        string first = harness.Run(whole).Text;
        harness.Run(Flow(Opening, Client(Get(1, "/stale"), Frame(1, 0, 3, 0x40, 1))));
        harness.Run(Flow(Opening, ServerOpening, Server(Frame(0, 0, 1, new byte[5]))));

        harness.Run(whole).Text.ShouldBe(first);
    }

    [Fact]
    public void A_steady_connection_allocates_only_what_it_publishes()
    {
        IFlowAnalyzer analyzer = new Http2AnalyzerFactory().Create();
        analyzer.Start(new FlowStart(Flow(Opening).Tuple, false, default));
        var sink = new Discard();
        Feed(Opening, 0);
        Feed(ServerOpening, 0);
        byte[] data = Data(1, new string('x', 1000)), update = WindowUpdate(1);
        Feed(Client(Get(1)), 0);
        Feed(Server(Answer(1)), 0);
        for (int i = 0; i < 2000; i++) Step();
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 2000; i++) Step();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);

        void Step()
        {
            analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = data, Time = default }, sink);
            analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = update, Time = default }, sink);
        }

        void Feed(FlowTurn turn, long time) => analyzer.OnData(new StreamChunk { Direction = turn.Direction, Bytes = turn.Bytes.Span, Time = new(time) }, sink);
    }

    sealed class Discard : IFactSink
    {
        public void Publish(Fact fact)
        {
        }
    }
}
