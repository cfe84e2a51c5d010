using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>A flow that another one has announced is known from its first packet on.</summary>
public class ExpectedFlowTests
{
    const ushort DataPort = 50_123;

    readonly FakeProtocol _data = FakeProtocol.StartingWith("data", "never matched");

    // A control protocol that announces a data connection with each message.
    FakeProtocol Control(TimeSpan? lifetime = null, ushort port = DataPort, NetAddress initiator = default) =>
        new("control", (in FlowPrefix prefix) => prefix.HasPort(21) ? Classification.Match() : Classification.NoMatch)
        {
            React = (in StreamChunk _, IFactSink facts) =>
            {
                facts.Expect(new ExpectedFlow
                {
                    Protocol = "control", Transport = Transport.Tcp, Initiator = initiator, Responder = TcpTalk.Server, ResponderPort = port,
                    Lifetime = lifetime ?? TimeSpan.FromMinutes(1), Analyzer = _data.Create(),
                });
                return AnalysisVerdict.Continue;
            },
        };

    [Fact]
    public void It_has_the_label_from_the_first_packet_and_its_own_analyzer_follows_it()
    {
        var engine = new TestEngine(Control(), FakeProtocol.Any("other"));
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.Tcp(DataPort, 40_001).Open().Answer(0, "content").Close();
        FlowRecord flow = engine.Complete().Single(flow => flow.Tuple.DestinationPort == DataPort);
        flow.App.ShouldBe("control");
        flow.IsGuess.ShouldBeFalse();
        _data.Log.ShouldBe(["start Tcp", "<content", "end"]);
    }

    [Fact]
    public void A_flow_without_a_byte_has_the_label_too_and_its_analyzer_publishes_at_the_end()
    {
        _data.OnEnd = facts => facts.Publish(new OpenFact("control", "data", []));
        var engine = new TestEngine(Control());
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.Tcp(DataPort, 40_001).Open().Close();
        engine.Complete().Single(flow => flow.Tuple.DestinationPort == DataPort).Facts.ShouldHaveSingleItem().Kind.ShouldBe("data");
    }

    [Fact]
    public void One_announcement_is_good_for_one_flow()
    {
        var engine = new TestEngine(Control());
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.Tcp(DataPort, 40_001).Open().Answer(0, "content");
        engine.Tcp(DataPort, 40_002).Open().Answer(0, "content");
        FlowRecord[] flows = engine.Complete();
        flows.Single(flow => flow.Tuple.SourcePort == 40_001).App.ShouldBe("control");
        flows.Single(flow => flow.Tuple.SourcePort == 40_002).App.ShouldBeNull();
    }

    [Fact]
    public void It_is_found_when_the_first_packet_that_was_captured_is_the_answer()
    {
        var engine = new TestEngine(Control());
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.Tcp(DataPort, 40_001).Answer(0, "content");
        engine.Complete().Count(flow => flow.App == "control").ShouldBe(2);
    }

    [Theory]
    [InlineData(0.5, "control")]
    [InlineData(1.5, null)]
    public void It_is_waited_for_in_packet_time(double seconds, string? app)
    {
        var engine = new TestEngine(Control(TimeSpan.FromSeconds(1)));
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.After(seconds).Tcp(DataPort, 40_001).Open().Answer(0, "content");
        engine.Complete().Single(flow => flow.Tuple.DestinationPort == DataPort).App.ShouldBe(app);
    }

    [Fact]
    public void Where_the_opener_is_named_nobody_else_will_do()
    {
        var engine = new TestEngine(Control(initiator: NetAddress.FromIPv4(0x0A000001)));
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.Tcp(DataPort, 40_001).Open().Answer(0, "content");
        engine.Complete().Single(flow => flow.Tuple.DestinationPort == DataPort).App.ShouldBeNull();
    }

    [Fact]
    public void What_can_never_come_is_not_waited_for()
    {
        var engine = new TestEngine(Control(port: 0));
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.Complete().ShouldHaveSingleItem();
        engine.Counters.ExpectationsGivenUp.ShouldBe(0);
    }

    [Fact]
    public void The_oldest_is_given_up_for_a_new_one_and_counted()
    {
        ushort next = 50_000;
        FakeProtocol control = Control();
        control.React = (in StreamChunk _, IFactSink facts) =>
        {
            facts.Expect(new ExpectedFlow { Protocol = "control", Transport = Transport.Tcp, Responder = TcpTalk.Server, ResponderPort = next++, Analyzer = _data.Create() });
            return AnalysisVerdict.Continue;
        };
        var engine = new TestEngine(new EngineOptions { MaxExpectedFlows = 2 }, control);
        TcpTalk talk = engine.Tcp(21).Open();
        for (int i = 0; i < 3; i++) talk.Send(i, "P");
        engine.Counters.ExpectationsGivenUp.ShouldBe(1);
        engine.Tcp(50_000, 40_001).Open().Answer(0, "content");
        engine.Tcp(50_001, 40_001).Open().Answer(0, "content");
        FlowRecord[] flows = engine.Complete();
        flows.Single(flow => flow.Tuple.DestinationPort == 50_000).App.ShouldBeNull();
        flows.Single(flow => flow.Tuple.DestinationPort == 50_001).App.ShouldBe("control");
    }

    [Fact]
    public void Its_analyzer_may_hand_over_to_what_is_inside_and_is_never_used_for_another_flow()
    {
        _data.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Upgrade(0);
        FakeProtocol control = Control(), inner = FakeProtocol.StartingWith("inner", "\u0016");
        var engine = new TestEngine(control, inner);
        engine.Tcp(21).Open().Send(0, "PASV");
        engine.Tcp(DataPort, 40_001).Open().Answer(0, "\u0016\u0003").Close();
        engine.Tcp(21, 40_002).Open().Send(0, "PASV");
        FlowRecord flow = engine.Complete().Single(flow => flow.Tuple.DestinationPort == DataPort);
        (flow.App, flow.InnerApp).ShouldBe(("control", "inner"));
        _data.Log.ShouldBe(["start Tcp", "<\u0016\u0003", "end"]);
    }

    [Fact]
    public void The_flow_that_announces_knows_the_id_that_exports_write()
    {
        FakeProtocol control = Control();
        var engine = new TestEngine(control);
        engine.Tcp(21).Open().Send(0, "PASV");
        control.StartedIds.ShouldBe([engine.Complete().ShouldHaveSingleItem().Id]);
    }
}
