using NetWatch.Sdk.Export;

namespace NetWatch.Engine.Filters;

/// <summary>Finds the flow of a packet, since packets of the ring carry only its number.</summary>
public interface IFlowLookup
{
    /// <summary>Gives the flow as it stands; false when it is not known any longer. Any thread; must not throw.</summary>
    bool TryGet(long flowNumber, out FlowRecord flow);
}
