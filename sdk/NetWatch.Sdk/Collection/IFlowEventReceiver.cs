namespace NetWatch.Sdk.Collection;

/// <summary>
/// A collector that also implements this gets what happens to flows: the facts and the flows that end. The events wait in a bounded
/// channel; what finds no room there is dropped and counted on the screen, so that the packet thread never waits.
/// </summary>
public interface IFlowEventReceiver
{
    /// <summary>
    /// Events in the order of the wire. Called on the collector's worker thread, before each <see cref="ICollector.Collect"/> and as soon as
    /// many wait. The span is valid during the call; the events are copies that may be kept.
    /// </summary>
    void OnEvents(ReadOnlySpan<FlowEvent> events);
}
