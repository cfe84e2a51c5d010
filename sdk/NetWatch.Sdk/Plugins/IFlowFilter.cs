using NetWatch.Sdk.Export;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Plugins;

/// <summary>A compiled filter. Immutable; any thread; never throws.</summary>
public interface IFlowFilter
{
    /// <summary>Whether a flow passes.</summary>
    bool Matches(in FlowRecord flow);

    /// <summary>Whether a packet of the ring passes: its own fields, then those of its flow.</summary>
    bool Matches(in PacketRow packet);
}
