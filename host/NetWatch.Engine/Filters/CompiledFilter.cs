using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Filters;

/// <summary>A compiled expression.</summary>
sealed class CompiledFilter(FilterNode root, IFlowLookup? flows) : IFlowFilter
{
    readonly bool _needsFlow = root.NeedsFlow;

    public bool Matches(in FlowRecord flow) => root.Matches(new FilterSubject(in flow));

    public bool Matches(in PacketRow packet)
    {
        FlowRecord flow = default;
        bool hasFlow = _needsFlow && packet.FlowNumber != 0 && flows is not null && flows.TryGet(packet.FlowNumber, out flow);
        return root.Matches(new FilterSubject(in packet, in flow, hasFlow));
    }

    /// <summary>The expression in its plain form; compiles to the same filter.</summary>
    public override string ToString() => root.ToString()!;
}
