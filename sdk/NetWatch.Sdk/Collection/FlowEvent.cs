using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Collection;

/// <summary>Something that happened to a flow.</summary>
/// <param name="Flow">The flow as it stood then.</param>
/// <param name="Fact">What was learnt: a transaction, or a fact that is new to its flow. Null when the flow has ended.</param>
/// <param name="Time">Packet time.</param>
public readonly record struct FlowEvent(FlowRecord Flow, Fact? Fact, Timestamp Time)
{
    /// <summary>Whether the flow has ended; the record then has its final counts.</summary>
    public bool IsEnd => Fact is null;
}
