using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

public sealed class DnsHostileInputTests
{
    [Fact]
    public void Mutated_messages_cut_anywhere_and_with_gaps_do_no_harm()
    {
        IFlowAnalyzer analyzer = new DnsAnalyzerFactory().Create();
        byte[] framed =
        [
            .. DnsMessageBuilder.Query().Question("www.example.org").Edns().Framed(),
            .. DnsMessageBuilder.Response().Question("www.example.org").Answer(ToFirstName, 5, [3, .. "cdn"u8, .. DnsMessageBuilder.Pointer(16)])
                .Answer(ToFirstName, 65, [0, 1, 0, 0, 1, 0, 3, 2, (byte)'h', (byte)'2']).Authority(ToFirstName, 47, [1, (byte)'a', 0, 0, 1, 0x40]).Framed(),
        ];
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            Transport transport = random.Next(2) == 0 ? Transport.Udp : Transport.Tcp;
            var facts = new FactCollector();
            analyzer.Start(new FlowStart(new FiveTuple(transport, default, 1, default, 53), random.Next(4) == 0, default));
            for (int step = 0; step < 6; step++) Step(analyzer, framed, random, transport, facts);
            analyzer.OnEnd(facts);
            facts.Facts.OfType<DnsExchange>().ShouldAllBe(e => e.Answers.Count <= 512 && e.Questions.Count <= 64);
        }
    }

    [Fact]
    public void Queries_sent_again_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new DnsAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 53), false, default));
        for (int i = 0; i < 100; i++) Feed(analyzer, FlowDirection.FromInitiator, AddressQuery, facts);

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 10_000; i++) Feed(analyzer, FlowDirection.FromInitiator, AddressQuery, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Messages_that_are_none_take_the_label_back()
    {
        IFlowAnalyzer analyzer = new DnsAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 53), false, default));

        Feed(analyzer, FlowDirection.FromInitiator, [1], facts).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromInitiator, [1], facts).ShouldBe(AnalysisVerdict.Continue);
        Feed(analyzer, FlowDirection.FromInitiator, [1], facts).IsViolation.ShouldBeTrue();
    }

    [Fact]
    public void A_describer_makes_the_exchange_of_the_first_bytes()
    {
        var facts = new FactCollector();
        new DnsDescriber().Describe(
            new FlowPrefix
            {
                Transport = Transport.Udp,
                InitiatorPort = 1,
                ResponderPort = 53,
                Direction = FlowDirection.FromResponder,
                Bytes = AddressResponse,
                Opposite = AddressQuery,
            },
            facts);

        DnsExchange exchange = facts.Facts.ShouldHaveSingleItem().ShouldBeOfType<DnsExchange>();
        (exchange.HasQuery, exchange.HasResponse, exchange.Latency).ShouldBe((true, true, null));
    }

    static void Step(IFlowAnalyzer analyzer, byte[] framed, Random random, Transport transport, FactCollector facts)
    {
        var direction = (FlowDirection)random.Next(2);
        if (transport == Transport.Tcp && random.Next(6) == 0)
        {
            analyzer.OnGap(direction, random.Next(1, 200), facts);
            return;
        }

        int start = transport == Transport.Udp ? 2 : random.Next(3) == 0 ? random.Next(framed.Length) : 0;
        byte[] bytes = framed[start..random.Next(start + 1, framed.Length + 1)];
        for (int change = random.Next(4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        Feed(analyzer, direction, bytes, facts);
    }

    static AnalysisVerdict Feed(IFlowAnalyzer analyzer, FlowDirection direction, byte[] bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = new Timestamp(1) }, facts);
}
