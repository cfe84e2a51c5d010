using NetWatch.Engine.Decryption;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>The last bytes of an encrypted stream are missing in the capture: told where it is certain, and only there.</summary>
public sealed class LostTailTests
{
    const uint Client = 1001, Server = 9001;

    readonly FakeProtocol _inner = FakeProtocol.StartingWith("inner", "hello");
    readonly TestEngine _engine;
    readonly TcpTalk _talk;

    public LostTailTests()
    {
        var ring = new KeyRing();
        ring.Add("K", [1], [0x20]);
        ring.Publish();
        var outer = new FakeProtocol("secret", static (in FlowPrefix prefix) => prefix.Bytes[0] == 'H' ? Classification.Match() : Classification.NoMatch,
            evidence: Evidence.Magic, priority: 10)
        {
            Decryptors = new FakeDecryptor(),
        };
        outer.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Done;
        _engine = new TestEngine(outer, _inner);
        _engine.Pipeline.Keys = ring;
        _talk = _engine.Tcp().Open().Send(0, "HELLO").Answer(0, "ANSWER");
    }

    FlowRecord End() => _engine.Complete().ShouldHaveSingleItem();

    static string[] Whole => ["start Tcp", ">hello", "<answer", "end"];

    static string[] WithGap(string gap) => [.. Whole[..^1], gap, "end"];

    [Fact]
    public void What_the_other_side_has_acknowledged_was_sent()
    {
        // One sequence number may be that of a FIN.
        _talk.Segment(true, TcpFlags.Ack, Client + 5, Server + 6 + 101);
        FlowRecord flow = End();
        _inner.Log.ShouldBe(WithGap("<gap 100"));
        flow.MissingBytes.ShouldBe(0, "only those who read the stream are told");
    }

    [Fact]
    public void A_FIN_stands_behind_the_last_byte()
    {
        _talk.Segment(true, TcpFlags.Fin | TcpFlags.Ack, Client + 5 + 30, Server + 6);
        End();
        _inner.Log.ShouldBe(WithGap(">gap 30"));
    }

    [Fact]
    public void A_connection_that_is_whole_is_not_called_anything_else()
    {
        _talk.Segment(true, TcpFlags.Fin | TcpFlags.Ack, Client + 5, Server + 6);
        _talk.Segment(false, TcpFlags.Fin | TcpFlags.Ack, Server + 6, Client + 6);
        _talk.Segment(true, TcpFlags.Ack, Client + 6, Server + 7);
        End();
        _inner.Log.ShouldBe(Whole);
    }

    [Fact]
    public void Nor_where_the_FIN_alone_was_not_captured()
    {
        _talk.Segment(true, TcpFlags.Fin | TcpFlags.Ack, Client + 5, Server + 6);
        _talk.Segment(true, TcpFlags.Ack, Client + 6, Server + 7);
        End();
        _inner.Log.ShouldBe(Whole);
    }

    [Fact]
    public void A_connection_that_just_stops_is_whole_as_far_as_anybody_knows()
    {
        _talk.ServerAcks(5);
        End();
        _inner.Log.ShouldBe(Whole);
    }
}
