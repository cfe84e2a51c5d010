using NetWatch.Engine.Flows;

namespace NetWatch.Engine.Attribution;

/// <summary>
/// Asks for the processes of all flows once in five seconds of packet time, a part with each step: answers leave their table when newer ones come, and
/// by then the flows have taken theirs.
/// </summary>
sealed class AttributionWalk
{
    const long WalkNanoseconds = 5_000_000_000;
    const long LeastNanoseconds = 50_000_000;

    int _hand;

    internal void Step(FlowTable flows, FlowAttribution attribution, long elapsed)
    {
        int extent = flows.Extent;
        if (extent == 0) return;
        long part = elapsed >= WalkNanoseconds ? extent : extent * Math.Max(elapsed, LeastNanoseconds) / WalkNanoseconds + 1;
        for (long left = Math.Min(part, extent); left > 0; left--)
        {
            if (_hand >= extent) _hand = 0;
            ref Flow flow = ref flows[_hand++];
            if (flow.InUse) attribution.Attribute(ref flow);
        }
    }
}
