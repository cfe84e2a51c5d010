using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Identification;

/// <summary>What the verdicts of analyzers do.</summary>
public class AnalysisTests
{
    static OpenFact Fact(string kind, bool isTransaction = false) => new("test", kind, [], isTransaction: isTransaction);

    [Fact]
    public void Done_stops_the_analysis_and_keeps_the_label()
    {
        FakeProtocol brief = FakeProtocol.Any("brief");
        brief.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Done;
        var engine = new TestEngine(brief);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def").Answer(0, "x");
        brief.Log.ShouldBe(["start Tcp", ">abc", "end"]);
        engine.Listener.Settled.ShouldHaveSingleItem();
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe("brief");
        engine.Listener.Settled.ShouldHaveSingleItem("told once for each flow");
    }

    [Fact]
    public void A_flow_is_settled_before_it_ends()
    {
        var engine = new TestEngine(FakeProtocol.Any());
        engine.Tcp().Open().Send(0, "abc");
        engine.Listener.Settled.ShouldBeEmpty();
        engine.Complete();
        engine.Listener.Settled.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_provisional_fact_stands_until_the_transaction_comes_and_is_not_told_to_listeners()
    {
        FakeProtocol any = FakeProtocol.Any("http");
        any.React = static (in StreamChunk chunk, IFactSink facts) =>
        {
            if (chunk.Offset == 6) facts.Publish(new HttpExchange { Host = "a.test", Status = 200 });
            else facts.Publish(new HttpRequest { Host = $"{chunk.Offset}.test" });
            return AnalysisVerdict.Continue;
        };
        var engine = new TestEngine(any);
        TcpTalk talk = engine.Tcp().Open().Send(0, "abc").Send(3, "def");
        engine.Listener.Facts.ShouldBeEmpty();
        engine.Listener.Settled.ShouldBeEmpty();

        talk.Send(6, "ghi").Send(9, "jkl");

        engine.Listener.Facts.ShouldHaveSingleItem().Fact.ShouldBeOfType<HttpExchange>();
        engine.Complete().ShouldHaveSingleItem().Facts.ShouldHaveSingleItem().ServerName.ShouldBe("a.test");
    }

    [Fact]
    public void Analyzers_are_used_again()
    {
        FakeProtocol any = FakeProtocol.Any();
        var engine = new TestEngine(any);
        for (ushort port = 1; port <= 20; port++) engine.Tcp(clientPort: port).Open().Send(0, "abc").Reset().Syn();
        any.Created.ShouldBe(1);
        any.Log.Count(line => line == "start Tcp").ShouldBe(20);
        any.Log.Count(line => line == "end").ShouldBe(20);
    }

    [Fact]
    public void A_violation_within_the_first_bytes_takes_the_label_back_and_the_others_are_asked()
    {
        FakeProtocol wrong = new("wrong", (in FlowPrefix _) => Classification.Match(), evidence: Evidence.Magic);
        wrong.React = static (in StreamChunk _, IFactSink facts) =>
        {
            facts.Publish(Fact("bogus"));
            return AnalysisVerdict.Violation("not mine");
        };
        FakeProtocol right = FakeProtocol.Any("right");
        var engine = new TestEngine(wrong, right);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def");
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        flow.App.ShouldBe("right");
        flow.Facts.ShouldBeEmpty("what a wrong label said is not kept");
        right.Log.ShouldBe(["start Tcp", ">abc", ">def", "end"]);
        engine.Counters.Violations.ShouldBe(1);
    }

    [Fact]
    public void After_a_violation_those_who_wait_go_on_waiting()
    {
        FakeProtocol wrong = new("wrong", (in FlowPrefix _) => Classification.Match(), evidence: Evidence.Magic);
        wrong.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Violation("not mine");
        FakeProtocol right = FakeProtocol.StartingWith("right", "abcdef");
        var engine = new TestEngine(wrong, right);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def");
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe("right");
        right.Log.ShouldBe(["start Tcp", ">abcdef", "end"]);
    }

    [Fact]
    public void A_violation_in_a_datagram_lets_the_others_see_it()
    {
        FakeProtocol wrong = new("wrong", (in FlowPrefix _) => Classification.Match(), evidence: Evidence.Magic);
        wrong.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Violation("not mine");
        FakeProtocol right = FakeProtocol.Any("right");
        var engine = new TestEngine(wrong, right);
        engine.Udp("one");
        engine.Udp("two");
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe("right");
        right.Log.ShouldBe(["start Udp", ">one", ">two", "end"]);
    }

    [Theory]
    [InlineData(5_000, null)]
    [InlineData(20_000, "odd")]
    public void A_violation_takes_the_label_only_within_the_first_ten_kilobytes(int before, string? label)
    {
        FakeProtocol odd = FakeProtocol.Any("odd");
        odd.React = static (in StreamChunk chunk, IFactSink _) => chunk.Bytes.StartsWith("!"u8) ? AnalysisVerdict.Violation("odd") : AnalysisVerdict.Continue;
        var engine = new TestEngine(odd);
        TcpTalk talk = engine.Tcp(9).Open();
        for (int at = 0; at < before; at += 1000) talk.Send(at, new string('x', 1000));
        talk.Send(before, "!");
        engine.Complete().ShouldHaveSingleItem().App.ShouldBe(label);
    }

    [Fact]
    public void An_upgrade_hands_the_rest_to_an_inner_protocol()
    {
        FakeProtocol outer = FakeProtocol.StartingWith("outer", "CONNECT");
        outer.React = static (in StreamChunk chunk, IFactSink _) =>
            chunk.Bytes.IndexOf((byte)'|') is var at && at >= 0 ? AnalysisVerdict.Upgrade(at + 1) : AnalysisVerdict.Continue;
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "hello");
        var engine = new TestEngine(outer, inner);
        engine.Tcp().Open().Send(0, "CONNECT").Answer(0, "OK|hel").Answer(6, "lo").Send(7, "xyz").Answer(8, "more");
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        (flow.App, flow.InnerApp).ShouldBe(("outer", "inner"));
        outer.Log.ShouldBe(["start Tcp", ">CONNECT", "<OK|hel", "end"]);
        inner.Log.ShouldBe(["start Tcp", "<hello", ">xyz", "<more", "end"]);
    }

    [Fact]
    public void An_upgrade_to_the_same_protocol_is_told_only_what_is_inside()
    {
        FakeProtocol doll = new("doll", static (in FlowPrefix prefix) =>
            prefix.Opposite.IsEmpty && prefix.Bytes[0] == 'a' ? Classification.NeedMoreData(3000) : Classification.Match(), maxBytes: 4000);
        bool isInside = false;
        doll.React = (in StreamChunk _, IFactSink _) =>
        {
            if (isInside) return AnalysisVerdict.Continue;
            isInside = true;
            return AnalysisVerdict.Upgrade(1);
        };
        var engine = new TestEngine(doll);
        engine.Tcp().Open().Send(0, "abc").Answer(0, "x").Answer(1, "y");
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        (flow.App, flow.InnerApp).ShouldBe(("doll", "doll"));
        doll.Log.ShouldBe(["start Tcp", ">abc", "end", "start Tcp", ">bc", "<y", "end"], "the answer to the outer part is not fed to the inner one");
    }

    [Fact]
    public void Protocols_lie_one_in_the_other_four_deep_and_no_deeper()
    {
        FakeProtocol doll = FakeProtocol.Any("doll");
        doll.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Upgrade(1);
        var engine = new TestEngine(doll);
        engine.Tcp().Open().Send(0, "abcdef").Send(6, "ghi");
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        (flow.App, flow.InnerApp).ShouldBe(("doll", "doll"));
        flow.Apps.ShouldBe(["doll", "doll", "doll", "doll"]);
        doll.Log.ShouldBe([
            "start Tcp", ">abcdef", "end", "start Tcp", ">bcdef", "end", "start Tcp", ">cdef", "end", "start Tcp", ">def", "end",
        ]);
    }

    [Fact]
    public void An_upgrade_may_say_to_which_protocol()
    {
        FakeProtocol outer = FakeProtocol.StartingWith("outer", "a");
        outer.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Upgrade(1, "named");
        FakeProtocol strong = FakeProtocol.StartingWith("strong", "b", Evidence.Magic);
        FakeProtocol named = new("named", (in FlowPrefix _) => Classification.NoMatch);
        var engine = new TestEngine(outer, strong, named);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def");
        engine.Complete().ShouldHaveSingleItem().InnerApp.ShouldBe("named");
        named.Log.ShouldBe(["start Tcp", ">bc", ">def", "end"]);
    }

    [Fact]
    public void An_announced_protocol_that_is_not_there_is_looked_for_by_its_bytes()
    {
        FakeProtocol outer = FakeProtocol.StartingWith("outer", "a");
        outer.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Upgrade(1, "absent");
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "b");
        var engine = new TestEngine(outer, inner);
        engine.Tcp().Open().Send(0, "abc");
        engine.Complete().ShouldHaveSingleItem().InnerApp.ShouldBe("inner");
    }

    [Fact]
    public void An_announced_protocol_that_does_not_know_the_bytes_leaves_them_to_the_others()
    {
        FakeProtocol outer = FakeProtocol.StartingWith("outer", "a");
        outer.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Upgrade(1, "wrong");
        FakeProtocol wrong = new("wrong", (in FlowPrefix _) => Classification.NoMatch);
        wrong.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Violation("not mine");
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "b");
        var engine = new TestEngine(outer, wrong, inner);
        engine.Tcp().Open().Send(0, "abc");
        engine.Complete().ShouldHaveSingleItem().InnerApp.ShouldBe("inner");
    }

    [Fact]
    public void An_upgrade_may_claim_more_bytes_than_there_are()
    {
        FakeProtocol outer = FakeProtocol.StartingWith("outer", "a");
        outer.React = static (in StreamChunk _, IFactSink _) => AnalysisVerdict.Upgrade(int.MaxValue);
        FakeProtocol inner = FakeProtocol.StartingWith("inner", "b");
        var engine = new TestEngine(outer, inner);
        engine.Tcp().Open().Send(0, "abc").Send(3, "bcd");
        engine.Complete().ShouldHaveSingleItem().InnerApp.ShouldBe("inner");
        inner.Log.ShouldBe(["start Tcp", ">bcd", "end"]);
    }

    [Fact]
    public void An_analyzer_that_throws_is_dropped_and_the_flow_keeps_its_label()
    {
        FakeProtocol bad = FakeProtocol.Any("bad");
        bad.React = static (in StreamChunk _, IFactSink _) => throw new InvalidOperationException();
        var engine = new TestEngine(bad);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def");
        engine.Complete(expectFaults: true).ShouldHaveSingleItem().App.ShouldBe("bad");
        bad.Log.ShouldBe(["start Tcp", ">abc"], "nothing more is asked of it");
        engine.Faults.Reports.ShouldHaveSingleItem().Extension.ShouldBe(bad);
    }

    [Fact]
    public void An_analyzer_that_throws_at_its_start_is_dropped()
    {
        FakeProtocol bad = new("bad", static (in FlowPrefix _) => Classification.Match()) { ThrowsAtStart = true };
        var engine = new TestEngine(bad);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def");
        engine.Complete(expectFaults: true).ShouldHaveSingleItem().App.ShouldBe("bad");
        bad.Log.ShouldBe(["start Tcp"]);
    }

    [Fact]
    public void Analyzers_that_go_out_of_use_are_not_called_for_the_flows_they_have()
    {
        FakeProtocol any = FakeProtocol.Any();
        var engine = new TestEngine(any);
        TcpTalk talk = engine.Tcp().Open().Send(0, "abc");
        engine.Faults.TakeOut(any);
        talk.Send(3, "def");
        engine.Tcp(clientPort: 5).Open().Send(0, "xyz");
        engine.Complete().ShouldAllBe(flow => flow.App == "any");
        any.Log.ShouldBe(["start Tcp", ">abc"]);
    }

    [Fact]
    public void Of_each_kind_the_first_fact_is_kept_and_no_more_than_the_limit()
    {
        FakeProtocol chatty = FakeProtocol.Any();
        int count = 0;
        chatty.React = (in StreamChunk _, IFactSink facts) =>
        {
            facts.Publish(Fact("same"));
            facts.Publish(Fact("exchange", isTransaction: true));
            facts.Publish(Fact($"kind {count++}"));
            return AnalysisVerdict.Continue;
        };
        var engine = new TestEngine(new EngineOptions { MaxFactsPerFlow = 4 }, chatty);
        TcpTalk talk = engine.Tcp().Open();
        for (int i = 0; i < 10; i++) talk.Send(i, "x");
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        flow.Facts.Select(fact => fact.Kind).ShouldBe(["same", "exchange", "kind 0", "kind 1"]);
        engine.Counters.FactsNotKept.ShouldBe(8);
        engine.Listener.Facts.Count(told => told.Fact.Kind == "exchange").ShouldBe(10, "every transaction is told");
        engine.Listener.Facts.Count(told => told.Fact.Kind == "same").ShouldBe(1, "a property of the flow is told once");
    }

    [Fact]
    public void Facts_of_the_end_belong_to_the_flow_that_ends()
    {
        FakeProtocol any = FakeProtocol.Any();
        any.OnEnd = static facts => facts.Publish(Fact("last"));
        var engine = new TestEngine(any);
        engine.Tcp(clientPort: 1).Open().Send(0, "a");
        engine.Tcp(clientPort: 2).Open().Send(0, "b");
        engine.Complete().ShouldAllBe(flow => flow.Facts.Count == 1 && flow.Facts[0].Kind == "last");
    }

    [Fact]
    public void Without_an_analyzer_the_describer_tells_what_the_match_was_based_on()
    {
        var describer = new FakeDescriber();
        FakeProtocol plain = new("plain", static (in FlowPrefix _) => Classification.Match()) { HasAnalyzer = false, Describer = describer };
        var engine = new TestEngine(plain);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def");
        engine.Complete().ShouldHaveSingleItem().Facts.ShouldHaveSingleItem().Kind.ShouldBe("abc");
    }
}
