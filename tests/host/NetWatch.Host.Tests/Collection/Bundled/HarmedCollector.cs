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
        if (plan.Harm == Harm.HangsWhenMade) Hang(plan);
        return real is IFlowEventReceiver receiver ? new Receiving(real, receiver, plan) : new HarmedCollector(real, plan);
    }

    void Do(CollectionContext context)
    {
        int released = plan.Released;
        Harm harm = plan.Harm;
        if (harm is Harm.IsSlow or Harm.Spins or Harm.Allocates) plan.Begin();
        switch (harm)
        {
            case Harm.Throws: throw new InvalidDataException("as the test wants it");
            case Harm.Hangs: Hang(plan); break;
            case Harm.IsSlow: BeSlow(context, plan); break;
            case Harm.Spins: while (!plan.IsOver(released)) Thread.SpinWait(1000); break;
            case Harm.Allocates: while (!plan.IsOver(released)) plan.Rubbish = new byte[40_000]; break;
        }
    }

    static void Hang(HarmPlan plan)
    {
        plan.Begin();
        plan.WaitForEver();
    }

    static void BeSlow(CollectionContext context, HarmPlan plan)
    {
        long begun = context.Time.GetTimestamp();
        while (context.Time.GetElapsedTime(begun) < context.Cadence * 1.3 && !context.Cancellation.WaitHandle.WaitOne(1)) { }
        // What comes after it is honest work.
        plan.Forget(plan.Begun);
    }

    sealed class Receiving(ICollector real, IFlowEventReceiver receiver, HarmPlan plan) : HarmedCollector(real, plan), IFlowEventReceiver
    {
        readonly HarmPlan _plan = plan;

        public void OnEvents(ReadOnlySpan<FlowEvent> events)
        {
            if (_plan.Harm == Harm.HangsOnEvents) Hang(_plan);
            receiver.OnEvents(events);
        }
    }
}
