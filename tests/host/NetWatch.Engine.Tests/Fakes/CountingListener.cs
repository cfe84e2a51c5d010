using NetWatch.Engine.Flows;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Counts the flows that end.</summary>
sealed class CountingListener : IFlowListener
{
    internal long Ended { get; private set; }

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time) { }

    public void OnSettled(in FlowRecord flow, Timestamp time) { }

    public void OnFlow(in FlowRecord flow) => Ended++;
}
