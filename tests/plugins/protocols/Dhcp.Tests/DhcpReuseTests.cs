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
        FactReuse.SaysTheSame(static facts => Talk(facts, messages: 300)).ShouldBe(300);
    }

    [Fact]
    public void Messages_that_nobody_keeps_allocate_nothing()
    {
        IFlowAnalyzer analyzer = Started();
        FactReuse.AllocatesNothing((facts, i) => Tell(analyzer, i % 2 == 0 ? Discover : Bootp, facts)).ShouldBe(10_100);
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
}
