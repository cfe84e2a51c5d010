using NetWatch.Engine.Flows;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>An analyzer gets a fact back that neither the flow, nor the history, nor the listener keeps.</summary>
public sealed class LentFactTests
{
    [Theory]
    [InlineData(0, false, "kept back back")]
    [InlineData(0, true, "kept kept kept")]
    [InlineData(100, false, "kept kept kept")]
    public void A_fact_comes_back_when_nobody_keeps_it(int history, bool listenerKeeps, string expected) =>
        Lend(history, new Listener { KeepsFacts = listenerKeeps }).ShouldBe(expected);

    [Fact]
    public void Without_a_listener_only_the_flow_keeps_facts() => Lend(0, null).ShouldBe("kept back back");

    [Fact]
    public void A_listener_that_says_nothing_of_it_keeps_facts() => Lend(0, new TestListener()).ShouldBe("kept kept kept");

    static string Lend(int history, IFlowListener? listener)
    {
        var came = new List<string>();
        FakeProtocol protocol = FakeProtocol.Any("web");
        protocol.React = (in StreamChunk _, IFactSink facts) =>
        {
            came.Add(facts.Lend(new HttpExchange { Method = "GET" }) ? "back" : "kept");
            return AnalysisVerdict.Continue;
        };
        var engine = new TestEngine(new EngineOptions { MaxTransactions = history }, protocol);
        engine.Pipeline.Listener = listener;
        TcpTalk talk = engine.Tcp().Open();
        for (int i = 0; i < 3; i++) talk.Send(i * 4, $"{i,4}");
        engine.Pipeline.Complete();
        return string.Join(' ', came);
    }

    sealed class Listener : IFlowListener
    {
        public required bool KeepsFacts { get; init; }

        public void OnFact(in FlowRecord flow, Fact fact, Timestamp time) { }

        public void OnSettled(in FlowRecord flow, Timestamp time) { }

        public void OnFlow(in FlowRecord flow) { }
    }
}
