using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ftp.Tests;

/// <summary>Commands that nobody keeps are made of the one before; those that somebody keeps never change.</summary>
public sealed class FtpReuseTests
{
    [Fact]
    public void What_is_said_is_the_same_whether_somebody_keeps_it_or_not()
    {
        FactReuse.SaysTheSame(static facts => Talk(facts, commands: 300)).ShouldBe(300);
    }

    [Fact]
    public void Commands_that_nobody_keeps_allocate_nothing()
    {
        IFlowAnalyzer analyzer = Started();
        byte[] command = "SITE UMASK 022\r\n"u8.ToArray(), reply = "200 UMASK set to 022\r\n"u8.ToArray();
        FactReuse.AllocatesNothing((facts, _) => Exchange(analyzer, command, reply, facts)).ShouldBe(10_100);
    }

    static IFlowAnalyzer Started()
    {
        IFlowAnalyzer analyzer = new FtpAnalyzerFactory().Create();
        analyzer.Start(new FlowStart(new FiveTuple(Transport.Tcp, default, 1, default, 21), false, default));
        return analyzer;
    }

    static void Exchange(IFlowAnalyzer analyzer, byte[] command, byte[] reply, IFactSink facts)
    {
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = command, Time = new Timestamp(1) }, facts);
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromResponder, Bytes = reply, Time = new Timestamp(2) }, facts);
    }

    // Short and long ones, with and without what they name, secrets, replies of many lines and more than is held between commands, and ports.
    static void Talk(IFactSink facts, int commands)
    {
        IFlowAnalyzer analyzer = Started();
        var random = new Random(7);
        string[] verbs = ["NOOP", "CWD", "PASS", "SITE", "STAT", "PASV", "RETR"];
        for (int i = 0; i < commands; i++)
        {
            string verb = verbs[random.Next(verbs.Length)];
            string argument = random.Next(3) == 0 ? "" : $" {new string('a', random.Next(1, 90))}{i}";
            int lines = i % 25 == 0 ? 60 : random.Next(4);
            string more = string.Concat(Enumerable.Range(0, lines).Select(line => $"200-{new string('b', i % 25 == 0 ? 200 : line)}\r\n"));
            string reply = verb == "PASV" ? $"227 Entering Passive Mode (198,51,100,1,195,{i % 256}).\r\n" : $"{more}200 end of {i}{argument}\r\n";
            Exchange(analyzer, Encoding.ASCII.GetBytes($"{verb}{argument}\r\n"), Encoding.ASCII.GetBytes(reply), facts);
        }

        analyzer.OnEnd(facts);
    }
}
