using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpHostileInputTests
{
    [Fact]
    public void Mutated_flows_cut_anywhere_and_with_gaps_do_no_harm()
    {
        IFlowAnalyzer analyzer = new HttpAnalyzerFactory().Create();
        byte[][] seeds =
        [
            Encoding.Latin1.GetBytes(Http.Get + "POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nCONNECT h:1 HTTP/1.1\r\n\r\n"),
            Encoding.Latin1.GetBytes(Http.Ok + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\nT: 1\r\n\r\nHTTP/1.1 101 X\r\nUpgrade: h2c\r\n\r\n"),
        ];
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var facts = new FactCollector();
            analyzer.Start(new FlowStart(default, random.Next(4) == 0, default));
            for (int step = 0; step < 8; step++) Step(analyzer, seeds, random, facts, step);
            analyzer.OnEnd(facts);
            facts.Facts.OfType<HttpExchange>().ShouldAllBe(e => e.ResponseBodyBytes >= 0 && e.RequestBodyBytes >= 0);
        }
    }

    [Fact]
    public void Skipping_a_body_allocates_nothing()
    {
        IFlowAnalyzer analyzer = new HttpAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(new FlowStart(default, false, default));
        Feed(analyzer, FlowDirection.FromInitiator, Encoding.Latin1.GetBytes(Http.Get), facts);
        Feed(analyzer, FlowDirection.FromResponder, Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"), facts);
        byte[] segment = new byte[1460];
        for (int i = 0; i < 100; i++) Feed(analyzer, FlowDirection.FromResponder, segment, facts);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 10_000; i++) Feed(analyzer, FlowDirection.FromResponder, segment, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Bytes_that_are_not_http_on_both_sides_are_a_violation()
    {
        IFlowAnalyzer analyzer = new HttpAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(new FlowStart(default, false, default));

        Feed(analyzer, FlowDirection.FromInitiator, [1, 2, 3], facts).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromResponder, [4, 5, 6], facts).IsViolation.ShouldBeTrue();
    }

    [Fact]
    public void A_describer_makes_the_exchange_of_the_first_bytes()
    {
        var facts = new FactCollector();
        new HttpDescriber().Describe(
            new FlowPrefix
            {
                Transport = Transport.Tcp,
                InitiatorPort = 1,
                ResponderPort = 80,
                Direction = FlowDirection.FromResponder,
                Bytes = Encoding.Latin1.GetBytes(Http.Ok),
                Opposite = Encoding.Latin1.GetBytes(Http.Get),
            },
            facts);

        HttpExchange exchange = facts.Facts.ShouldHaveSingleItem().ShouldBeOfType<HttpExchange>();
        (exchange.Host, exchange.Status, exchange.Latency).ShouldBe(("example.org", 200, null));
    }

    static void Step(IFlowAnalyzer analyzer, byte[][] seeds, Random random, FactCollector facts, int step)
    {
        var direction = (FlowDirection)random.Next(2);
        if (random.Next(8) == 0)
        {
            analyzer.OnGap(direction, random.Next(1, 100), facts);
            return;
        }

        byte[] source = seeds[random.Next(4) == 0 ? random.Next(2) : (int)direction];
        int start = step < 2 ? 0 : random.Next(source.Length);
        byte[] bytes = source[start..random.Next(start + 1, source.Length + 1)];
        for (int change = random.Next(4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        Feed(analyzer, direction, bytes, facts);
    }

    static AnalysisVerdict Feed(IFlowAnalyzer analyzer, FlowDirection direction, byte[] bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = new Timestamp(1) }, facts);
}
