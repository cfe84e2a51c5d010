using NetWatch.Engine.Flows;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Collection;

/// <summary>Copies what happens to flows into the channels of the collectors that want it. On the packet thread; allocates nothing.</summary>
sealed class FlowEventListener(IReadOnlyList<CollectorSlot> slots) : IFlowListener
{
    public void OnFact(in FlowRecord flow, Fact fact, Timestamp time) => Write(new FlowEvent(flow, fact, time));

    public void OnSettled(in FlowRecord flow, Timestamp time)
    {
    }

    public void OnFlow(in FlowRecord flow) => Write(new FlowEvent(flow, null, flow.End));

    void Write(in FlowEvent happened)
    {
        for (int i = 0; i < slots.Count; i++) slots[i].Events?.Write(happened);
    }
}
