using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Streams;

/// <summary>State, handshake time and the reuse of ports.</summary>
public class ConnectionTests
{
    readonly FakeProtocol _any = FakeProtocol.Any();
    readonly TestEngine _engine;

    public ConnectionTests() => _engine = new TestEngine(_any);

    [Fact]
    public void The_round_trip_is_from_the_latest_syn_to_the_ack_of_the_handshake()
    {
        TcpTalk talk = _engine.Tcp().Syn();
        _engine.After(1);
        talk.Syn();
        _engine.After(0.020);
        talk.SynAck();
        _engine.After(0.005);
        talk.ServerAcks(0).Segment(true, TcpFlags.Ack, 1001, 9001);
        FlowRecord flow = _engine.Complete().ShouldHaveSingleItem();
        flow.RoundTripTime!.Value.TotalMilliseconds.ShouldBe(25, 0.1);
        flow.TcpState.ShouldBe(TcpState.Established);
    }

    [Fact]
    public void A_handshake_that_was_captured_out_of_order_has_no_absurd_round_trip()
    {
        _engine.Tcp().SynAck().Syn().SynAck().Segment(true, TcpFlags.Ack, 1001, 9001);
        FlowRecord flow = _engine.Complete().ShouldHaveSingleItem();
        flow.Tuple.Source.ShouldBe(TcpTalk.Client);
        (flow.RoundTripTime ?? TimeSpan.Zero).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        flow.TcpState.ShouldBe(TcpState.Established);
    }

    [Fact]
    public void A_new_syn_after_the_close_is_a_new_connection()
    {
        _engine.Tcp().Open().Close();
        _engine.Tcp(clientIsn: 500_000, serverIsn: 600_000).Open().Send(0, "again");
        FlowRecord[] flows = _engine.Complete();
        flows.Length.ShouldBe(2);
        flows[0].EndReason.ShouldBe(FlowEndReason.Closed);
        _any.Text(FlowDirection.FromInitiator).ShouldBe("again");
    }

    [Fact]
    public void A_new_syn_on_a_connection_whose_end_was_not_captured_is_a_new_connection()
    {
        _engine.Tcp().Open().Send(0, "first").Answer(0, "one");
        _engine.After(60);
        _engine.Tcp(clientIsn: 500_000, serverIsn: 600_000).Open().Send(0, "second");
        FlowRecord[] flows = _engine.Complete();
        flows.Length.ShouldBe(2);
        _any.Log.ShouldBe(["start Tcp", ">first", "<one", "end", "start Tcp", ">second", "end"]);
    }

    [Fact]
    public void A_new_syn_on_a_connection_that_is_only_counted_is_a_new_connection()
    {
        var engine = new TestEngine();
        engine.Tcp().Open().Send(0, "first");
        engine.After(60);
        engine.Tcp(clientIsn: 500_000, serverIsn: 600_000).Open();
        engine.Complete().Length.ShouldBe(2);
    }

    [Fact]
    public void A_new_syn_from_the_other_side_turns_the_flow_around()
    {
        _engine.Tcp().Open().Send(0, "first");
        _engine.After(60);
        _engine.Tcp().Segment(false, TcpFlags.Syn, 77, 0);
        FlowRecord[] flows = _engine.Complete();
        flows.Length.ShouldBe(2);
        flows[1].Tuple.Source.ShouldBe(TcpTalk.Server);
    }

    [Fact]
    public void The_same_syn_once_more_is_the_same_connection()
    {
        _engine.Tcp().Syn().Syn().SynAck().Syn().Send(0, "abc").Syn();
        _engine.After(2);
        _engine.Tcp().Syn().Send(3, "def");
        _engine.Complete().ShouldHaveSingleItem();
        _any.Text(FlowDirection.FromInitiator).ShouldBe("abcdef");
    }

    [Fact]
    public void Tries_without_an_answer_are_one_flow()
    {
        TcpTalk talk = _engine.Tcp();
        for (int i = 0; i < 5; i++)
        {
            talk.Syn();
            _engine.After(3);
        }

        FlowRecord flow = _engine.Complete().ShouldHaveSingleItem();
        flow.TcpState.ShouldBe(TcpState.SynSent);
        flow.PacketsToServer.ShouldBe(5);
    }

    [Fact]
    public void A_flow_joined_in_the_middle_is_open_and_says_so()
    {
        _engine.Tcp().Send(5000, "abc", TcpFlags.Ack);
        FlowRecord flow = _engine.Complete().ShouldHaveSingleItem();
        flow.TcpState.ShouldBe(TcpState.Established);
        flow.IsMidStream.ShouldBeTrue();
        _any.Log[0].ShouldBe("start in the middle Tcp");
    }

    [Fact]
    public void A_syn_ack_that_comes_first_was_sent_by_the_responder()
    {
        _engine.Tcp().SynAck();
        FlowRecord flow = _engine.Complete().ShouldHaveSingleItem();
        flow.Tuple.Source.ShouldBe(TcpTalk.Client);
        flow.PacketsToClient.ShouldBe(1);
        flow.TcpState.ShouldBe(TcpState.SynReceived);
    }
}
