using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http3.Tests.Streams;

namespace NetWatch.Plugins.Http3.Tests;

public sealed class Http3AnalyzerTests
{
    [Fact]
    public void A_request_and_its_response_are_one_exchange()
    {
        HttpExchange exchange = Exchanges([.. Opening,
            Client(0, Headers(Section(":method: POST", ":path: /a?b", ":authority: example.org:4433", "user-agent: test/3", "referer: r")), Data("abc")).Fin(),
            Server(0, Headers(Section(":status: 103", "link: </x>")), Headers(Section(":status: 200", "content-type: text/html; charset=utf-8", "content-encoding: br", "server: unit"))),
            Server(0, Data("hello"), Data(" world"), Frame(0x21, 1, 2, 3), Headers(Section("grpc-status: 0"))).Fin()]).ShouldHaveSingleItem();

        (exchange.Method, exchange.Target, exchange.Host, exchange.HostPort, exchange.Version).ShouldBe(("POST", "/a?b", "example.org", 4433, "HTTP/3"));
        (exchange.UserAgent, exchange.Referer, exchange.Server, exchange.ContentType, exchange.ContentEncoding).ShouldBe(("test/3", "r", "unit", "text/html", "br"));
        (exchange.Status, exchange.RequestBodyBytes, exchange.ResponseBodyBytes, exchange.StreamId, exchange.GrpcStatus).ShouldBe((200, 3, 11, 0, "0"));
        exchange.Latency.ShouldBe(TimeSpan.FromMilliseconds(1));
        (exchange.UnknownFields, exchange.HasGap).ShouldBe((0, false));
    }

    [Fact]
    public void Streams_that_interleave_are_kept_apart() =>
        Exchanges([.. Opening, Client(0, Get("/0")).Fin(), Client(4, Get("/4")).Fin(), Server(4, Answer()), Server(0, Answer(404)), Server(4, Data("abcd")), Server(0, Data("x")).Fin(), Server(4).Fin()])
            .Select(e => (e.Target, e.Status, e.ResponseBodyBytes, e.StreamId)).ShouldBe([("/0", 404, 1, 0), ("/4", 200, 4, 4)]);

    [Fact]
    public void Sections_that_use_the_dynamic_table_wait_for_it_and_what_follows_waits_with_them()
    {
        byte[] blocked = Headers([0x03, 0x81, 0x10, 0x11, 0xD1]);
        HttpExchange exchange = Exchanges([.. Opening,
            Client(0, blocked, Data("body"), Headers(Section("trailer: x"))).Fin(), Server(0, Answer(), Data("x")).Fin(),
            Client(6, [0x3F, 0xBD, 0x01], Insert(":authority: late.example")), Client(6, Insert(":path: /late"))]).ShouldHaveSingleItem();

        (exchange.Method, exchange.Host, exchange.Target, exchange.RequestBodyBytes, exchange.Status, exchange.UnknownFields).ShouldBe(("GET", "late.example", "/late", 4, 200, 0));
    }

    [Fact]
    public void Sections_wait_for_the_settings_of_the_other_side_too()
    {
        HttpExchange exchange = Exchanges(
            Client(6, [2, 0x3F, 0xBD, 0x01], Insert(":authority: early.example")), Client(0, Headers([0x02, 0x80, 0x10, 0xD1, 0xC1])).Fin(),
            Server(3, [0], Settings((1, 4096))), Server(0, Answer()).Fin()).ShouldHaveSingleItem();

        (exchange.Host, exchange.Target, exchange.Status).ShouldBe(("early.example", "/", 200));
    }

    [Fact]
    public void A_section_whose_entries_never_come_gives_what_is_static_or_literal()
    {
        HttpExchange exchange = Exchanges([.. Opening, Client(0, Headers([0x03, 0x81, 0x10, 0xD1, 0xC1])).Fin(), Server(0, Answer()).Fin()]).ShouldHaveSingleItem();
        (exchange.Method, exchange.Host, exchange.Target, exchange.Status, exchange.UnknownFields).ShouldBe(("GET", null, "/", 200, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_push_is_an_exchange_with_the_promised_request(bool isPromisedFirst)
    {
        StreamPiece promise = Server(0, Frame(5, [7, .. Section(":method: GET", ":path: /style.css", ":authority: example.org")]));
        StreamPiece push = Server(15, [1, 7], Answer(), Data("css"));
        HttpExchange[] exchanges = Exchanges([.. Opening, Client(0, Get()).Fin(), .. isPromisedFirst ? (StreamPiece[])[promise, push] : [push, promise], Server(15).Fin(), Server(0, Answer()).Fin()]);

        exchanges.Select(e => (e.Target, e.Status, e.IsPush, e.StreamId, e.ResponseBodyBytes)).ShouldBe([("/style.css", 200, true, 15, 3), ("/", 200, false, 0, 0)]);
    }

    [Fact]
    public void A_websocket_inside_of_a_stream_is_an_exchange_and_a_session()
    {
        IReadOnlyList<Fact> facts = Run([.. Opening, Client(0, Headers(Section(":method: CONNECT", ":protocol: websocket", ":path: /chat", ":authority: ws.example"))),
            Server(0, Headers(Section(":status: 200")), Data("\u0081\u0005hello")), Client(0, Data("\u0089\u0080\0\0\0\0")).Fin(), Server(0).Fin()]);
        facts.OfType<HttpExchange>().ShouldHaveSingleItem().Upgrade.ShouldBe("websocket");
        FactText.Of(facts.Single(fact => fact.Protocol == "websocket")).ShouldContain("stream_id=0\ntext_toserver=0\nbinary_toserver=0\nbytes_toserver=0\npings_toserver=1\ntext_toclient=1");
    }

    [Fact]
    public void The_connection_tells_its_settings_and_its_end() =>
        Connection([.. Opening, Client(0, Get()).Fin(), Server(0, Answer()).Fin(), Server(3, Frame(7, 8))]).ShouldBe(
            "http3/connection\nclient_settings[0]=QPACK_MAX_TABLE_CAPACITY=4096\nclient_settings[1]=QPACK_BLOCKED_STREAMS=16\n"
            + "server_settings[0]=QPACK_MAX_TABLE_CAPACITY=4096\nserver_settings[1]=QPACK_BLOCKED_STREAMS=100\nserver_settings[2]=ENABLE_CONNECT_PROTOCOL=1\nstreams=1\ngoaway=8\n");

    [Fact]
    public void Who_is_the_client_shows_by_the_numbers_of_streams()
    {
        StreamPiece[] turned = [.. ((StreamPiece[])[.. Opening, Client(0, Get("/t")).Fin(), Server(0, Answer(), Data("x")).Fin()]).Select(piece => piece with { Direction = 1 - piece.Direction })];
        HttpExchange exchange = Exchanges(turned).ShouldHaveSingleItem();
        (exchange.Target, exchange.Status, exchange.ResponseBodyBytes).ShouldBe(("/t", 200, 1));
    }

    [Fact]
    public void However_streams_are_cut_the_facts_are_the_same()
    {
        string whole = FactText.Of(Run(Sample));
        whole.ShouldContain("/late");
        for (int size = 1; size < 30; size++) FactText.Of(Run(Sample, _ => size)).ShouldBe(whole, $"{size}");
        for (int seed = 0; seed < 200; seed++) FactText.Of(Run(Sample, at => 1 + new Random(seed * 1000 + at).Next(40))).ShouldBe(whole, $"{seed}");
    }

    [Fact]
    public void An_analyzer_that_is_used_again_remembers_nothing()
    {
        IFlowAnalyzer analyzer = new Http3AnalyzerFactory().Create();
        string first = FactText.Of(Run(Sample, null, analyzer));
        Run([Client(6, [2, 0x3F, 0xBD, 0x01]), Client(0, Headers([0x03, 0x81, 0x10])), Client(4, [1, 50, 1]), Server(3, [0, 4])], null, analyzer);
        FactText.Of(Run(Sample, null, analyzer)).ShouldBe(first);
    }

    [Fact]
    public void Bytes_lost_inside_of_a_body_cost_nothing_but_themselves()
    {
        byte[] data = Data(new string('x', 100));
        HttpExchange exchange = Exchanges([.. Opening, Client(0, Get()).Fin(), Server(0, Answer(), data[..20]), ServerGap(0, 60) with { Bytes = data[80..], Ends = true }]).ShouldHaveSingleItem();
        (exchange.ResponseBodyBytes, exchange.HasGap).ShouldBe((100, false));
    }

    [Fact]
    public void A_loss_across_frames_costs_the_rest_of_its_stream_and_no_other()
    {
        HttpExchange[] exchanges = Exchanges([.. Opening, Client(0, Get("/0")).Fin(), Client(4, Get("/4")).Fin(), Server(0, Answer(), Data("abc")), ServerGap(0, 60), Server(0, Data("zzz")).Fin(), Server(4, Answer()).Fin()]);
        exchanges.Select(e => (e.Target, e.Status, e.ResponseBodyBytes, e.HasGap)).ShouldBe([("/0", 200, 3, true), ("/4", 200, 0, false)]);
    }

    [Fact]
    public void A_loss_on_the_encoder_stream_makes_references_unknown_and_the_connection_says_so()
    {
        StreamPiece[] pieces =
        [
            .. Opening, Client(6, [0x3F, 0xBD, 0x01], Insert(":authority: a")), ClientGap(6, 10), Client(0, Headers([0x02, 0x00, 0x80, 0xD1, 0xC1])).Fin(), Server(0, Answer()).Fin(),
        ];
        HttpExchange exchange = Exchanges(pieces).ShouldHaveSingleItem();
        (exchange.Method, exchange.Host, exchange.Target, exchange.UnknownFields).ShouldBe(("GET", null, "/", 1));
        Connection(pieces).ShouldContain("client_header_table=unknown");
    }

    [Fact]
    public void A_steady_stream_allocates_nothing()
    {
        var analyzer = (IMultiStreamAnalyzer)new Http3AnalyzerFactory().Create();
        analyzer.Start(default);
        var facts = new FactCollector();
        foreach (StreamPiece piece in (StreamPiece[])[.. Opening, Client(0, Get()), Server(0, Answer())]) Feed(piece.Stream, piece.Direction, piece.Bytes);
        byte[] data = Data(new string('x', 1000));
        for (int i = 0; i < 2000; i++) Feed(0, Sdk.Packets.FlowDirection.FromResponder, data);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 2000; i++) Feed(0, Sdk.Packets.FlowDirection.FromResponder, data);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);

        void Feed(long stream, Sdk.Packets.FlowDirection direction, byte[] bytes) =>
            analyzer.OnData(new StreamChunk { Direction = direction, StreamId = stream, Bytes = bytes, Time = default }, facts);
    }

    internal static StreamPiece[] Sample =>
    [
        .. Opening, Client(0, Headers([0x03, 0x81, 0x10, 0x11, 0xD1]), Data("body")), Client(4, Get("/4"), Frame(0x40, 1, 2)).Fin(), Client(6, [0x3F, 0xBD, 0x01], Insert(":authority: late.example"), Insert(":path: /late")),
        Server(0, Frame(5, [7, .. Section(":method: GET", ":path: /style.css", ":authority: example.org")]), Answer(500)), Server(15, [0x40, 1, 7], Answer(), Data("css")).Fin(), Client(0).Fin(),
        Server(4, Answer(), Data("four")), Server(0, Data("error"), Headers(Section("grpc-status: 2"))).Fin(), Server(4, Data("more")).Fin(), Server(3, Frame(7, 8)), Client(14, [33, 1, 2, 3]).Fin(),
    ];
}
