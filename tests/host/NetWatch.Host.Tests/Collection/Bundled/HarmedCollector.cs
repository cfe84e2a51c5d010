using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>A real collector that does its work until the test wants harm.</summary>
class HarmedCollector(ICollector real, HarmPlan plan) : ICollector
{
    public ISnapshot? Collect(CollectionContext context)
    {
        Do(context);
        return plan.Alter(real.Collect(context));
    }

    /// <summary>Makes the collector, with the events that it wants.</summary>
    internal static ICollector Make(ICollector real, HarmPlan plan)
    {
        plan.Made++;
        if (plan.Harm == Harm.HangsWhenMade) plan.WaitForEver();
        return real is IFlowEventReceiver receiver ? new Receiving(real, receiver, plan) : new HarmedCollector(real, plan);
    }

    void Do(CollectionContext context)
    {
        switch (plan.Harm)
        {
            case Harm.Throws: throw new InvalidDataException("as the test wants it");
            case Harm.Hangs: plan.WaitForEver(); break;
            case Harm.IsSlow: context.Cancellation.WaitHandle.WaitOne(context.Cadence * 1.3 / FastTime.Factor); break;
            case Harm.Spins: while (!plan.IsOver) Thread.SpinWait(1000); break;
            case Harm.Allocates: while (!plan.IsOver) plan.Rubbish = new byte[40_000]; break;
        }
    }

    sealed class Receiving(ICollector real, IFlowEventReceiver receiver, HarmPlan plan) : HarmedCollector(real, plan), IFlowEventReceiver
    {
        readonly HarmPlan _plan = plan;

        public void OnEvents(ReadOnlySpan<FlowEvent> events)
        {
            if (_plan.Harm == Harm.HangsOnEvents) _plan.WaitForEver();
            receiver.OnEvents(events);
        }
    }
}
