using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Quic.Tests.Packet;

namespace NetWatch.Plugins.Quic.Tests;

public sealed class QuicHostileInputTests
{
    static readonly byte[][] Datagrams =
    [
        FromClient(Crypto(Hello.Client())), FromServer(Crypto(Hello.Server())), Opaque(1), Opaque(2), Retry(ServerId), Negotiation(1, 2), Short(),
        QuicClassifierContractTests.GoogleClear("Q043"), QuicClassifierContractTests.GoogleLong("Q046"), FromClient(Close(1, "reason")),
    ];

    [Fact]
    public void Mutated_datagrams_do_no_harm()
    {
        IFlowAnalyzer analyzer = new QuicAnalyzerFactory().Create();
        for (int seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var facts = new FactCollector();
            analyzer.Start(default);
            for (int step = random.Next(1, 8); step > 0; step--)
            {
                byte[] datagram = [.. Datagrams[random.Next(Datagrams.Length)]];
                for (int change = random.Next(4); change > 0; change--) datagram[random.Next(Math.Min(60, datagram.Length))] = (byte)random.Next(256);
                if (random.Next(4) == 0) datagram = datagram[..random.Next(1, datagram.Length)];
                if (Feed(analyzer, (FlowDirection)random.Next(2), datagram, facts) != AnalysisVerdict.Continue) break;
            }

            analyzer.OnEnd(facts);
            facts.Facts.Count.ShouldBeLessThan(20, $"seed {seed}");
        }
    }

    [Fact]
    public void Frames_that_nobody_would_send_do_no_harm()
    {
        IFlowAnalyzer analyzer = new QuicAnalyzerFactory().Create();
        byte[] hello = Hello.Client();
        for (int seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            byte[] frames = random.Next(3) == 0 ? new byte[random.Next(1, 900)] : [.. Crypto(hello, random.Next(hello.Length)), .. Crypto(hello)];
            if (random.Next(3) == 0) random.NextBytes(frames);
            for (int change = random.Next(6); change > 0; change--) frames[random.Next(frames.Length)] = (byte)random.Next(256);
            analyzer.Start(default);
            var facts = new FactCollector();
            Feed(analyzer, FlowDirection.FromInitiator, FromClient(frames), facts);
            analyzer.OnEnd(facts);
            foreach (Fact fact in facts.Facts) fact.Summary.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Forged_first_packets_end_the_search()
    {
        IFlowAnalyzer analyzer = new QuicAnalyzerFactory().Create();
        analyzer.Start(default);
        var facts = new FactCollector();
        int datagrams = 0;
        while (Feed(analyzer, FlowDirection.FromInitiator, FromClient([1], destination: [.. Hello.Fill(7), (byte)datagrams], keysOf: ServerId), facts) == AnalysisVerdict.Continue) datagrams++;

        datagrams.ShouldBeLessThan(100);
        facts.Facts.ShouldHaveSingleItem().Kind.ShouldBe("connection");
    }

    [Fact]
    public void Offsets_far_apart_take_no_memory()
    {
        IFlowAnalyzer analyzer = new QuicAnalyzerFactory().Create();
        analyzer.Start(default);
        var facts = new FactCollector();
        byte[] far = [6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0];
        byte[] farther = [6, 0xBF, 0xFF, 0xFF, 0xFF, 1, 0];
        Feed(analyzer, FlowDirection.FromInitiator, FromClient([.. far, .. farther, .. Crypto(Hello.Client())]), facts);
        analyzer.OnEnd(facts);
        facts.Facts.OfType<TlsClientHello>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Packets_after_the_handshake_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new QuicAnalyzerFactory().Create();
        var facts = new FactCollector();
        byte[] datagram = Short(1200);
        for (int i = 0; i < 100; i++) Run();

        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 1_000; i++) Run();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);

        void Run()
        {
            analyzer.Start(default);
            for (int i = 0; i < 10; i++) Feed(analyzer, FlowDirection.FromInitiator, datagram, facts);
        }
    }

    [Fact]
    public void A_describer_makes_the_facts_of_the_first_datagrams()
    {
        var facts = new FactCollector();
        new QuicDescriber().Describe(
            new FlowPrefix
            {
                Transport = Transport.Udp, InitiatorPort = 1, ResponderPort = 443, Direction = FlowDirection.FromResponder,
                Bytes = FromServer(Crypto(Hello.Server())), Opposite = FromClient(Crypto(Hello.Client())),
            },
            facts);

        facts.Facts.Select(fact => fact.Kind).ShouldBe(["connection", "client_hello", "client_parameters", "server_hello"]);
    }

    static AnalysisVerdict Feed(IFlowAnalyzer analyzer, FlowDirection direction, byte[] bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = direction, Bytes = bytes, Time = new Timestamp(1) }, facts);
}
