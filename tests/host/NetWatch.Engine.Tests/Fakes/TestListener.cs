using NetWatch.Engine.Flows;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Keeps what it is told.</summary>
sealed class TestListener : IFlowListener
{
    internal List<(FlowRecord Flow, Fact Fact, Timestamp Time)> Facts { get; } = [];

    internal List<FlowRecord> Settled { get; } = [];

    internal List<FlowRecord> Ended { get; } = [];

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time) => Facts.Add((flow, fact, time));

    public void OnSettled(in FlowRecord flow, Timestamp time) => Settled.Add(flow);

    public void OnFlow(in FlowRecord flow) => Ended.Add(flow);
}
