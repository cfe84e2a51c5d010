using NetWatch.Sdk.Export;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Plugins;

/// <summary>A compiled filter. Immutable; any thread; never throws.</summary>
public interface IFlowFilter
{
    /// <summary>Whether a flow passes: with any of its transactions.</summary>
    bool Matches(in FlowRecord flow);

    /// <summary>Whether a transaction of a flow passes: fields of transactions are its own, not those of others on the same flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="transaction">The transaction (<see cref="Fact.IsTransaction"/>), whether it is among the facts of the flow or not.</param>
    bool Matches(in FlowRecord flow, Fact transaction) => Matches(flow);

    /// <summary>Whether a packet of the ring passes: its own fields, then those of its flow.</summary>
    bool Matches(in PacketRow packet);
}
