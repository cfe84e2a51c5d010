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
        var kept = new Borrower { Keeps = _ => true };
        var mixed = new Borrower { Keeps = number => number % 3 == 0 };
        var lent = new Borrower { Keeps = _ => false };
        foreach (Borrower borrower in (Borrower[])[kept, mixed, lent]) Talk(borrower, exchanges: 300);

        kept.Texts.Count.ShouldBeGreaterThan(300);
        mixed.Texts.ShouldBe(kept.Texts);
        lent.Texts.ShouldBe(kept.Texts);
        for (int i = 0; i < kept.Facts.Count; i++) FactText.Of(kept.Facts[i]).ShouldBe(kept.Texts[i]);
        for (int i = 0; i < mixed.Facts.Count; i += 3) FactText.Of(mixed.Facts[i]).ShouldBe(mixed.Texts[i]);
        lent.Facts.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Exchanges_that_nobody_keeps_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new DnsAnalyzerFactory().Create();
        var sink = new Forgetful();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 1, default, 53), false, default));
        for (int i = 0; i < 100; i++) Exchange(analyzer, sink);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) Exchange(analyzer, sink);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sink.Count.ShouldBe(10_100);
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

    sealed class Borrower : IFactSink
    {
        internal required Func<int, bool> Keeps { get; init; }

        internal List<Fact> Facts { get; } = [];

        internal List<string> Texts { get; } = [];

        public void Publish(Fact fact) => Lend(fact);

        public bool Lend(Fact fact)
        {
            bool keeps = Keeps(Facts.Count);
            // Asking for the lists must not make them those of the next.
            ((DnsExchange)fact).Questions.Count.ShouldBe(1);
            Facts.Add(fact);
            Texts.Add(FactText.Of(fact));
            return !keeps;
        }
    }

    sealed class Forgetful : IFactSink
    {
        internal int Count { get; private set; }

        public void Publish(Fact fact) => Count++;

        public bool Lend(Fact fact)
        {
            Publish(fact);
            return true;
        }
    }
}
