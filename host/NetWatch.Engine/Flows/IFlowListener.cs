using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>Is told what happens to flows, on the packet thread. Implementations catch the faults of what they call.</summary>
public interface IFlowListener
{
    /// <summary>Whether a fact is still looked at when <see cref="OnFact"/> is over, though the flow has not kept it.</summary>
    bool KeepsFacts => true;

    /// <summary>A transaction, or a fact of a kind that is new to its flow.</summary>
    void OnFact(in FlowRecord flow, Fact fact, Timestamp time);

    /// <summary>The opening of a labelled flow is told: nothing more of it is followed, or it ends. Once for each labelled flow.</summary>
    void OnSettled(in FlowRecord flow, Timestamp time);

    /// <summary>A flow has ended.</summary>
    void OnFlow(in FlowRecord flow);
}
