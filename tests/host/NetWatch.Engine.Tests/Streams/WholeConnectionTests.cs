using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Streams;

/// <summary>When both sides have sent a FIN and everything before it was there, the connection is told at once, not with its timeout.</summary>
public class WholeConnectionTests
{
    readonly FakeProtocol _protocol = FakeProtocol.Any();
    readonly TestEngine _engine;
    readonly TcpTalk _talk;

    public WholeConnectionTests()
    {
        _engine = new TestEngine(_protocol);
        _talk = _engine.Tcp();
        _talk.Open();
    }

    [Fact]
    public void The_analyzer_ends_with_the_last_FIN()
    {
        _talk.Send(0, "question", TcpFlags.Psh | TcpFlags.Fin).Answer(0, "answer");
        _protocol.Log.ShouldNotContain("end");
        _talk.Answer(6, "", TcpFlags.Fin);
        _protocol.Log.ShouldBe(["start Tcp", ">question", "<answer", "end"]);
        _engine.Listener.Settled.ShouldHaveSingleItem();
        _engine.Complete().ShouldHaveSingleItem().App.ShouldBe("any");
        _protocol.Log.Count(line => line == "end").ShouldBe(1);
        _engine.Listener.Settled.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_side_that_has_sent_nothing_is_whole()
    {
        _talk.Send(0, "question", TcpFlags.Psh | TcpFlags.Fin).Answer(0, "", TcpFlags.Fin);
        _protocol.Log[^1].ShouldBe("end");
    }

    [Fact]
    public void A_FIN_that_overtakes_the_last_bytes_waits_for_them()
    {
        _talk.Send(0, "question").Send(12, "", TcpFlags.Fin).Answer(0, "", TcpFlags.Fin);
        _protocol.Log.ShouldBe(["start Tcp", ">question"]);
        _talk.Send(8, "more");
        _protocol.Log.ShouldBe(["start Tcp", ">question", ">more", "end"]);
    }

    [Fact]
    public void What_is_sent_again_after_it_is_counted_as_such()
    {
        _talk.Send(0, "question", TcpFlags.Psh | TcpFlags.Fin).Answer(0, "", TcpFlags.Fin).Send(0, "question", TcpFlags.Psh | TcpFlags.Fin);
        _engine.Complete().ShouldHaveSingleItem().Retransmissions.ShouldBe(1);
    }
}
