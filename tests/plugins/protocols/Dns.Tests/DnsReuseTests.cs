using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dns.Tests.Dns;

namespace NetWatch.Plugins.Dns.Tests;

/// <summary>Exchanges that nobody keeps are made of the one before; those that somebody keeps never change.</summary>
public sealed class DnsReuseTests
{
    [Fact]
    public void What_is_said_is_the_same_whether_somebody_keeps_it_or_not()
    {
        // Asking for the lists must not make them those of the next.
        FactReuse.SaysTheSame(static facts => Talk(facts, exchanges: 300), look: fact => ((DnsExchange)fact).Questions.Count.ShouldBe(1)).ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Exchanges_that_nobody_keeps_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new DnsAnalyzerFactory().Create();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 53), false, default));
        FactReuse.AllocatesNothing((facts, _) => Exchange(analyzer, facts)).ShouldBe(10_100);
    }

    static void Exchange(IFlowAnalyzer analyzer, IFactSink facts)
    {
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = AddressQuery, Time = new Timestamp(1) }, facts);
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = AddressResponse, Time = new Timestamp(2) }, facts);
    }

    // Long and short ones, with and without an answer, answers that nobody asked for, and questions in other letters.
    static void Talk(IFactSink facts, int exchanges)
    {
        IFlowAnalyzer analyzer = new DnsAnalyzerFactory().Create();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 53), false, default));
        var random = new Random(7);
        for (int i = 0; i < exchanges; i++)
        {
            string name = $"{new string('a', random.Next(1, 60))}.{i}.test";
            byte[] query = DnsMessageBuilder.Query((ushort)i).Question(name).Edns(size: (ushort)(512 + i)).Bytes();
            string echo = random.Next(4) == 0 ? name.ToUpperInvariant() : name;
            DnsMessageBuilder response = DnsMessageBuilder.Response((ushort)(random.Next(8) == 0 ? ~i : i), flags: (ushort)(0x8180 | i % 4)).Question(echo);
            for (int record = random.Next(20); record > 0; record--) response = response.Answer(ToFirstName, 16, [(byte)record, .. new byte[record]]);
            analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = query, Time = new Timestamp(i) }, facts);
            if (random.Next(5) > 0) analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = response.Bytes(), Time = new Timestamp(i + 500_000) }, facts);
        }

        analyzer.OnEnd(facts);
    }
}
