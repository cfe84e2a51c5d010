using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

/// <summary>Facts that nobody keeps are made of the one before; those that somebody keeps never change.</summary>
public sealed class DhcpReuseTests
{
    [Fact]
    public void What_is_said_is_the_same_whether_somebody_keeps_it_or_not()
    {
        var kept = new Borrower { Keeps = _ => true };
        var mixed = new Borrower { Keeps = number => number % 3 == 0 };
        var lent = new Borrower { Keeps = _ => false };
        foreach (Borrower borrower in (Borrower[])[kept, mixed, lent]) Talk(borrower, messages: 300);

        kept.Texts.Count.ShouldBe(300);
        mixed.Texts.ShouldBe(kept.Texts);
        lent.Texts.ShouldBe(kept.Texts);
        for (int i = 0; i < kept.Facts.Count; i++) FactText.Of(kept.Facts[i]).ShouldBe(kept.Texts[i]);
        for (int i = 0; i < mixed.Facts.Count; i += 3) FactText.Of(mixed.Facts[i]).ShouldBe(mixed.Texts[i]);
        lent.Facts.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Messages_that_nobody_keeps_allocate_nothing()
    {
        IFlowAnalyzer analyzer = Started();
        var sink = new Forgetful();
        for (int i = 0; i < 100; i++) Tell(analyzer, Discover, sink);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) Tell(analyzer, i % 2 == 0 ? Discover : Bootp, sink);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sink.Count.ShouldBe(10_100);
    }

    static IFlowAnalyzer Started()
    {
        IFlowAnalyzer analyzer = new DhcpAnalyzerFactory().Create();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Udp, default, 68, default, 67), false, default));
        return analyzer;
    }

    static void Tell(IFlowAnalyzer analyzer, byte[] message, IFactSink facts) =>
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = message, Time = new Timestamp(1) }, facts);

    // With few options, with many, with none; some larger than what is held between messages, and some that are no messages.
    static void Talk(IFactSink facts, int messages)
    {
        IFlowAnalyzer analyzer = Started();
        var random = new Random(7);
        byte[] codes = [12, 15, 50, 51, 54, 56, 60, 61, 66, 67, 81, 82];
        for (int i = 0; i < messages; i++)
        {
            byte[][] options = [.. codes.Where(_ => random.Next(3) == 0).Select(code => Option(code, Letters(random, random.Next(i % 20 == 0 ? 256 : 20))))];
            byte[] message = i % 7 == 0 ? [.. Bootp] : Message((byte)(1 + i % 2), [192, 0, 2, (byte)i], [Option(53, (byte)random.Next(20)), .. options]);
            (message[2], message[40]) = ((byte)(i % 17), (byte)i);
            Tell(analyzer, message, facts);
            Tell(analyzer, [9], facts);
        }

        analyzer.OnEnd(facts);
    }

    static byte[] Letters(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next('a', 'z'))];

    sealed class Borrower : IFactSink
    {
        internal required Func<int, bool> Keeps { get; init; }

        internal List<Fact> Facts { get; } = [];

        internal List<string> Texts { get; } = [];

        public void Publish(Fact fact) => Lend(fact);

        public bool Lend(Fact fact)
        {
            bool keeps = Keeps(Facts.Count);
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
