using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Testing;

public sealed class AnalyzerHarnessTests
{
    readonly AnalyzerHarness _harness = AnalyzerHarness.For<GreetingClassifier>();

    [Fact]
    public void The_parts_of_a_protocol_are_found_beside_its_classifier() =>
        ProtocolParts.Of<GreetingClassifier>().Analyzers.ShouldBeOfType<GreetingAnalyzerFactory>();

    [Fact]
    public void All_bytes_from_the_first_reach_the_analyzer() =>
        Names(_harness.Run(Greetings.Hello)).ShouldBe(["alice", "bob", "carol", "dave"]);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(13)]
    public void Segments_of_any_size_give_the_same_facts(int bytes) =>
        _harness.Run(Greetings.Long, Segmentation.Every(bytes)).Text.ShouldBe(_harness.Run(Greetings.Long).Text);

    [Fact]
    public void Datagrams_are_never_cut() =>
        _harness.Run(Greetings.Datagrams, Segmentation.Every(1)).Text.ShouldBe(_harness.Run(Greetings.Datagrams).Text);

    [Fact]
    public void A_flow_of_another_protocol_has_no_label_and_no_facts()
    {
        FlowAnalysis analysis = _harness.Run(FlowSample.Tcp("other", 7007, FlowTurn.FromInitiator("HELO there\r\n")));
        analysis.App.ShouldBeNull();
        analysis.Facts.ShouldBeEmpty();
    }

    [Fact]
    public void A_gap_is_told_and_moves_the_offset()
    {
        FlowAnalysis analysis = _harness.Run(FlowSample.Tcp("gap", 7007, [
            FlowTurn.FromInitiator(Greetings.Of("alice")), FlowTurn.Gap(FlowDirection.FromInitiator, 100), FlowTurn.FromInitiator(Greetings.Of("bob"))]));
        analysis.Text.ShouldBe("""
            app=greeting
            greeting/greeting
            name=alice
            at=11
            greeting/gap
            name=FromInitiator
            at=100
            greeting/greeting
            name=bob
            at=120
            greeting/end
            name=
            at=0

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void After_done_no_more_bytes_come() =>
        Names(_harness.Run(Say("alice", "stop", "bob"))).ShouldBe(["alice", "stop"]);

    [Fact]
    public void A_violation_takes_the_label_back()
    {
        FlowAnalysis analysis = _harness.Run(Say("alice", "bad"));
        analysis.App.ShouldBeNull();
        analysis.Violation.ShouldBe("The name is bad.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void What_follows_an_upgrade_is_a_flow_inside_the_flow(int segmentBytes)
    {
        FlowSample sample = FlowSample.Tcp("upgrade", 7007, FlowTurn.FromInitiator(Greetings.Of("next") + Greetings.Of("inner")));
        FlowAnalysis analysis = _harness.Run(sample, Segmentation.Every(segmentBytes));
        analysis.App.ShouldBe("greeting");
        analysis.InnerApp.ShouldBe("greeting");
        Names(analysis).ShouldBe(["next", "inner"]);
        analysis.Text.ShouldContain("name=inner\nat=11\n", customMessage: "offsets begin again at the upgrade");
    }

    [Fact]
    public void Every_analyzer_is_ended_once()
    {
        _harness.Run(Greetings.Hello).Facts.Count(fact => fact.Kind == "end").ShouldBe(1);
        _harness.Run(Say("stop")).Facts.Count(fact => fact.Kind == "end").ShouldBe(1);
        _harness.Run(Say("bad")).Facts.Count(fact => fact.Kind == "end").ShouldBe(1);
    }

    static FlowSample Say(params string[] names) =>
        FlowSample.Tcp("say", 7007, [.. names.Select(name => FlowTurn.FromInitiator(Greetings.Of(name)))]);

    static IEnumerable<object> Names(FlowAnalysis analysis) =>
        analysis.Facts.OfType<OpenFact>().Where(fact => fact.Kind == "greeting").Select(fact => fact.Values[0].Value);
}
