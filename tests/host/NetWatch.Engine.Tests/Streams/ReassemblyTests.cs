using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Streams;

public class ReassemblyTests
{
    readonly FakeProtocol _any = FakeProtocol.Any();
    readonly TestEngine _engine;

    public ReassemblyTests() => _engine = new TestEngine(_any);

    string FromClient => _any.Text(FlowDirection.FromInitiator);

    FlowRecord End() => _engine.Complete().ShouldHaveSingleItem();

    [Fact]
    public void Segments_in_order_pass_both_ways()
    {
        _engine.Tcp().Open().Send(0, "GET ").Answer(0, "20").Send(4, "/").Answer(2, "0");
        End().MissingBytes.ShouldBe(0);
        _any.Log.ShouldBe(["start Tcp", ">GET ", "<20", ">/", "<0", "end"]);
    }

    [Fact]
    public void Segments_out_of_order_wait_for_the_gap_to_close()
    {
        _engine.Tcp().Open().Send(6, "ghi").Send(3, "def");
        _any.Log.ShouldBeEmpty();
        _engine.Tcp().Send(0, "abc");
        End().MissingBytes.ShouldBe(0);
        FromClient.ShouldBe("abcdefghi");
    }

    [Fact]
    public void Duplicates_bring_nothing_new_and_are_counted()
    {
        _engine.Tcp().Open().Send(0, "abc").Send(0, "abc").Send(6, "ghi").Send(6, "ghi").Send(3, "def").Send(6, "ghi");
        FlowRecord flow = End();
        FromClient.ShouldBe("abcdefghi");
        flow.Retransmissions.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Theory]
    [InlineData(0, "abcXX", "abcde")]
    [InlineData(1, "XXcde", "abcde")]
    [InlineData(2, "XX", "abcdef")]
    public void Where_a_segment_overlaps_what_was_handed_on_the_first_bytes_stand(int offset, string late, string first)
    {
        _engine.Tcp().Open().Send(0, first).Send(offset, late + "z", TcpFlags.Psh);
        End();
        FromClient.ShouldStartWith(first);
        FromClient.ShouldNotContain("X");
    }

    [Fact]
    public void Where_waiting_segments_overlap_the_first_bytes_stand()
    {
        _engine.Tcp().Open().Send(4, "EFGH").Send(2, "cdxxx").Send(6, "xxIJ").Send(0, "ab");
        End().MissingBytes.ShouldBe(0);
        FromClient.ShouldBe("abcdEFGHIJ");
    }

    [Fact]
    public void A_segment_in_order_does_not_replace_bytes_that_wait_behind_it()
    {
        _engine.Tcp().Open().Send(3, "DEF").Send(0, "abcxxxghi");
        End();
        FromClient.ShouldBe("abcDEFghi");
    }

    [Fact]
    public void A_long_segment_fills_every_hole_between_waiting_ones()
    {
        _engine.Tcp().Open().Send(2, "C").Send(5, "F").Send(8, "I").Send(1, "bcdefghij").Send(0, "a");
        End();
        FromClient.ShouldBe("abCdeFghIj");
    }

    [Fact]
    public void A_gap_is_passed_over_once_the_receiver_has_acknowledged_it_and_nothing_came_for_a_while()
    {
        TcpTalk talk = _engine.Tcp().Open().Send(0, "abc").Send(6, "ghi").ServerAcks(9);
        _any.Log.ShouldBe(["start Tcp", ">abc"], "the capture itself may have changed the order");
        talk.ServerAcks(9, times: 70);
        _any.Log.ShouldBe(["start Tcp", ">abc", ">gap 3", ">ghi"]);
        FlowRecord flow = End();
        flow.MissingBytes.ShouldBe(3);
        _engine.Counters.StreamGaps.ShouldBe(1);
        _engine.Counters.MissingBytes.ShouldBe(3);
    }

    [Fact]
    public void A_gap_that_nobody_acknowledges_stays_open_until_the_flow_ends()
    {
        _engine.Tcp().Open().Send(0, "abc").Send(6, "ghi").ServerAcks(3, times: 200);
        FromClient.ShouldBe("abc");
        End().MissingBytes.ShouldBe(3);
        _any.Log.ShouldBe(["start Tcp", ">abc", ">gap 3", ">ghi", "end"]);
    }

    [Fact]
    public void A_gap_that_nobody_acknowledges_is_passed_over_after_half_a_minute()
    {
        TcpTalk talk = _engine.Tcp().Open().Send(0, "abc").Send(6, "ghi");
        _engine.After(31);
        talk.Send(9, "jkl");
        FromClient.ShouldBe("abcghijkl");
    }

    [Fact]
    public void A_gap_at_the_very_beginning_is_told_before_the_first_bytes()
    {
        TcpTalk talk = _engine.Tcp().Open().Send(5, "fgh").ServerAcks(8, times: 70);
        talk.Send(8, "ijk").Answer(0, "yes");
        End().MissingBytes.ShouldBe(5);
        _any.Log.Where(line => line.Contains("yes", StringComparison.Ordinal)).ShouldHaveSingleItem();
        FromClient.ShouldNotContain("fgh", Case.Sensitive, "what follows a gap is no beginning that could be recognised");
    }

    [Fact]
    public void Segments_cut_by_the_snaplen_leave_a_gap_of_what_is_missing()
    {
        _engine.Tcp().Open().Send(0, "abcdef", snapLength: 14 + 20 + 20 + 4).Send(6, "ghi");
        End().MissingBytes.ShouldBe(2);
        _any.Log.ShouldBe(["start Tcp", ">abcd", ">gap 2", ">ghi", "end"]);
    }

    [Fact]
    public void Segments_cut_to_their_headers_are_gaps_and_no_more()
    {
        for (int i = 0; i < 100; i++) _engine.Tcp().Send(i * 3, "abc", snapLength: 54);
        End().MissingBytes.ShouldBeGreaterThan(0);
        FromClient.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(uint.MaxValue - 4)]
    [InlineData(0x7FFF_FFFD)]
    public void Sequence_numbers_wrap_around(uint isn)
    {
        _engine.Tcp(clientIsn: isn).Open().Send(0, "abc").Send(6, "ghi").Send(3, "def").Send(0, "abc");
        End().MissingBytes.ShouldBe(0);
        FromClient.ShouldBe("abcdefghi");
    }

    [Fact]
    public void Data_on_a_syn_is_the_beginning_of_the_stream()
    {
        _engine.Tcp().Syn("abc").SynAck().Syn("abc").Send(3, "def");
        End().Retransmissions.ShouldBe(1);
        FromClient.ShouldBe("abcdef");
    }

    [Fact]
    public void Joined_in_the_middle_an_earlier_segment_that_comes_late_is_the_beginning()
    {
        FakeProtocol waits = FakeProtocol.StartingWith("waits", "abcdefgh");
        var engine = new TestEngine(waits, new FakeProtocol("slow", (in Sdk.Protocols.FlowPrefix _) => Sdk.Protocols.Classification.NeedMoreData(2000)));
        engine.Tcp().Send(103, "defgh").Send(100, "abc");
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        waits.Text(FlowDirection.FromInitiator).ShouldBe("abcdefgh");
        flow.App.ShouldBe("waits");
        flow.IsMidStream.ShouldBeTrue();
    }

    [Fact]
    public void Keep_alive_probes_are_no_data()
    {
        TcpTalk talk = _engine.Tcp().Open().Send(0, "abc");
        for (int i = 0; i < 5; i++) talk.Send(2, "\0", TcpFlags.Ack);
        talk.Send(3, "def");
        End().MissingBytes.ShouldBe(0);
        FromClient.ShouldBe("abcdef");
    }

    [Theory]
    [InlineData(1u << 31)]
    [InlineData((1u << 31) - 1)]
    [InlineData((1u << 31) + 1)]
    [InlineData(1u << 30)]
    [InlineData(3u << 30)]
    public void A_segment_from_half_the_number_space_away_disturbs_nothing(uint away)
    {
        TcpTalk talk = _engine.Tcp().Open().Send(0, "abc");
        talk.Send(3 + away, "zzz").Send(away, "yyy");
        for (int i = 0; i < 40; i++)
        {
            _engine.After(1);
            talk.Send(3 + i, "d");
        }

        FromClient.ShouldBe("abc" + new string('d', 40));
        _engine.Complete();
    }

    [Fact]
    public void Bytes_that_wait_are_bounded_in_each_stream()
    {
        var engine = new TestEngine(new EngineOptions { MaxHeldBytes = 10_000 }, _any);
        TcpTalk talk = engine.Tcp().Open();
        string data = new('x', 1000);
        for (int i = 1; i <= 100; i++) talk.Send(i * 1000, data);
        engine.Counters.StreamGaps.ShouldBe(1);
        FromClient.Length.ShouldBe(0, "the beginning is missing, so nobody recognises it");
        engine.Counters.MissingBytes.ShouldBe(1000);
    }

    [Fact]
    public void Single_bytes_behind_a_gap_are_bounded_in_number()
    {
        TcpTalk talk = _engine.Tcp().Open().Send(0, "a");
        for (int i = 0; i < 10_000; i++) talk.Send(10 + i * 2, "x");
        _engine.Counters.StreamGaps.ShouldBeGreaterThan(1000);
        End();
    }

    [Fact]
    public void Streams_that_wait_are_bounded_in_number_and_the_refused_are_counted()
    {
        var engine = new TestEngine(new EngineOptions { MaxHeldStreams = 3 }, _any);
        for (ushort port = 1; port <= 10; port++) engine.Tcp(clientPort: port).Open().Send(0, "a").Send(5, "f");
        engine.Counters.HeldRefused.ShouldBe(7);
        for (ushort port = 1; port <= 3; port++) engine.Tcp(clientPort: port).Send(1, "bcde");
        for (ushort port = 11; port <= 13; port++) engine.Tcp(clientPort: port).Open().Send(0, "a").Send(5, "f");
        engine.Counters.HeldRefused.ShouldBe(7, "places become free when gaps close");
        engine.Complete();
    }

    [Fact]
    public void A_reset_ends_the_connection_and_its_payload_is_not_data()
    {
        TcpTalk talk = _engine.Tcp().Open().Send(0, "abc");
        talk.Send(3, "reason", TcpFlags.Rst);
        FlowRecord flow = End();
        FromClient.ShouldBe("abc");
        flow.TcpState.ShouldBe(TcpState.Reset);
        flow.EndReason.ShouldBe(FlowEndReason.Closed);
    }

    [Fact]
    public void Data_on_a_fin_counts_and_both_fins_close()
    {
        TcpTalk talk = _engine.Tcp().Open().Send(0, "abc", TcpFlags.Fin | TcpFlags.Ack);
        talk.Answer(0, "x", TcpFlags.Fin | TcpFlags.Ack);
        FlowRecord flow = End();
        FromClient.ShouldBe("abc");
        flow.TcpState.ShouldBe(TcpState.Closed);
    }

    [Fact]
    public void Of_a_connection_joined_in_the_middle_what_came_first_is_told_first()
    {
        _engine.Tcp().Answer(0, "answer to a question before the capture", TcpFlags.Ack).Send(0, "question", TcpFlags.Ack);
        End().IsMidStream.ShouldBeTrue();
        _any.Log[1][1..].ShouldStartWith("answer");
        _any.Log[2][1..].ShouldBe("question");
    }
}
