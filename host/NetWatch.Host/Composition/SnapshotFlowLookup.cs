using System.Collections.Immutable;
using NetWatch.Engine.Filters;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Composition;

/// <summary>Finds the flow of a packet in the latest flow table, so that filters on packets see what is known of their flows.</summary>
sealed class SnapshotFlowLookup(ISnapshots snapshots) : IFlowLookup
{
    public bool TryGet(long flowNumber, out FlowRecord flow)
    {
        ImmutableArray<FlowRow> rows = snapshots.Get<FlowTableSnapshot>()?.Rows ?? [];
        int low = 0, high = rows.Length - 1;
        while (low <= high)
        {
            int middle = low + (high - low) / 2;
            long number = rows[middle].Number;
            if (number == flowNumber)
            {
                flow = rows[middle].Record;
                return true;
            }

            if (number < flowNumber) low = middle + 1;
            else high = middle - 1;
        }

        flow = default;
        return false;
    }
}
