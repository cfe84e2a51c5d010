using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Identification;

/// <summary>Analyzers that need to remember nothing between one datagram and the next.</summary>
public class RestTests
{
    static readonly Reaction RestsAfterAnswers = static (in StreamChunk chunk, IFactSink _) =>
        chunk.Direction == FlowDirection.FromResponder ? AnalysisVerdict.Rest : AnalysisVerdict.Continue;

    [Fact]
    public void A_flow_that_rests_leaves_its_analyzer_to_others_and_takes_one_up_again_with_its_next_datagram()
    {
        FakeProtocol protocol = FakeProtocol.Any();
        protocol.React = RestsAfterAnswers;
        var engine = new TestEngine(protocol);
        for (ushort port = 1000; port < 1100; port++)
        {
            engine.Udp("q", clientPort: port);
            engine.Udp("a", clientPort: port, fromResponder: true);
        }

        engine.Udp("again", clientPort: 1000);
        protocol.Created.ShouldBe(1);
        protocol.Log[^2..].ShouldBe(["start again Udp", ">again"]);
        engine.Complete().Length.ShouldBe(100);
        engine.Ended.ShouldAllBe(flow => flow.App == "any");
    }

    [Fact]
    public void A_resting_flow_is_settled_once_when_it_ends()
    {
        FakeProtocol protocol = FakeProtocol.Any();
        protocol.React = RestsAfterAnswers;
        var engine = new TestEngine(protocol);
        engine.Udp("q");
        engine.Udp("a", fromResponder: true);
        engine.Listener.Settled.ShouldBeEmpty();
        engine.Udp("q");
        engine.Udp("a", fromResponder: true);
        engine.Complete().ShouldHaveSingleItem().PacketsToServer.ShouldBe(2);
        engine.Listener.Settled.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_was_proved_before_the_rest_is_not_taken_back()
    {
        FakeProtocol protocol = FakeProtocol.Any();
        protocol.React = static (in StreamChunk chunk, IFactSink _) =>
            chunk.Bytes.SequenceEqual("!"u8) ? AnalysisVerdict.Violation("odd") : AnalysisVerdict.Rest;
        var engine = new TestEngine(protocol);
        engine.Udp("q");
        engine.Udp("!");
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe("any");
    }

    [Fact]
    public void The_datagram_that_made_the_match_is_told_before_a_rest()
    {
        var protocol = new FakeProtocol("late", static (in FlowPrefix prefix) =>
            prefix.Direction == FlowDirection.FromResponder ? Classification.Match() : Classification.NeedMoreData(1))
        {
            React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Rest,
        };
        var engine = new TestEngine(protocol);
        engine.Udp("q");
        engine.Udp("a", fromResponder: true);
        engine.Complete();
        protocol.Log.ShouldBe(["start Udp", ">q", "<a"]);
    }

    [Fact]
    public void On_a_stream_it_goes_on()
    {
        FakeProtocol protocol = FakeProtocol.Any();
        protocol.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Rest;
        var engine = new TestEngine(protocol);
        TcpTalk talk = engine.Tcp();
        talk.Open();
        talk.Send(0, "one");
        talk.Send(3, "two");
        engine.Complete();
        protocol.Log.ShouldBe(["start Tcp", ">one", ">two", "end"]);
    }

    [Fact]
    public void A_resting_flow_whose_analyzers_are_out_of_use_is_only_counted()
    {
        FakeProtocol protocol = FakeProtocol.Any();
        protocol.React = RestsAfterAnswers;
        var engine = new TestEngine(protocol);
        engine.Udp("q");
        engine.Udp("a", fromResponder: true);
        engine.Faults.TakeOut(protocol);
        engine.Udp("q");
        engine.Complete(expectFaults: true).ShouldHaveSingleItem().App.ShouldBe("any");
        engine.Listener.Settled.ShouldHaveSingleItem();
        protocol.Log.ShouldBe(["start Udp", ">q", "<a"]);
    }
}
