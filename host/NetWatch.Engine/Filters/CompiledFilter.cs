using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Engine.Filters;

/// <summary>A compiled expression.</summary>
sealed class CompiledFilter(FilterNode root, IFlowLookup? flows) : IFlowFilter
{
    readonly bool _needsFlow = root.NeedsFlow;

    public bool Matches(in FlowRecord flow) => MatchesAny(new FilterSubject(in flow));

    public bool Matches(in FlowRecord flow, Fact transaction) =>
        root.Matches(_needsFlow ? new FilterSubject(in flow).With(transaction) : new FilterSubject(in flow));

    public bool Matches(in PacketRow packet)
    {
        FlowRecord flow = default;
        bool hasFlow = _needsFlow && packet.FlowNumber != 0 && flows is not null && flows.TryGet(packet.FlowNumber, out flow);
        return MatchesAny(new FilterSubject(in packet, in flow, hasFlow));
    }

    // The facts of a flow hold the first transaction of each kind.
    bool MatchesAny(in FilterSubject subject)
    {
        if (root.Matches(subject)) return true;
        if (!_needsFlow || !subject.HasFlow || subject.Flow.Transactions is not { Count: > 0 } others) return false;
        foreach (Fact transaction in others)
        {
            if (root.Matches(subject.With(transaction))) return true;
        }

        return false;
    }

    /// <summary>The expression in its plain form; compiles to the same filter.</summary>
    public override string ToString() => root.ToString()!;
}
