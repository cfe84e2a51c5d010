using NetWatch.Engine.Attribution;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Attribution;

/// <summary>
/// Holds records back for a moment, in their order, until their process is known: the event of a socket and its packets come by different
/// ways. All members belong to the packet thread.
/// </summary>
sealed class AttributedListener(IFlowListener inner, FlowAttribution attribution, TimeProvider time) : IFlowListener
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    const int MostHeld = 65_536;

    readonly Queue<Held> _held = new();

    /// <summary>Records that were let go early because too many were waiting.</summary>
    internal long Hurried { get; private set; }

    public void OnFact(in FlowRecord flow, Fact fact, Timestamp at) => Take(new Held(flow, fact, at, HeldKind.Fact, time.GetTimestamp()));

    public void OnSettled(in FlowRecord flow, Timestamp at) => Take(new Held(flow, null, at, HeldKind.Settled, time.GetTimestamp()));

    public void OnFlow(in FlowRecord flow) => Take(new Held(flow, null, default, HeldKind.Flow, time.GetTimestamp()));

    /// <summary>Lets go what is known or has waited long enough. Called after each batch.</summary>
    /// <param name="all">Whether everything goes: the capture is over.</param>
    internal void Release(bool all = false)
    {
        attribution.Drain();
        while (_held.TryPeek(out Held held))
        {
            FlowRecord flow = attribution.IsSettled(held.Flow) ? held.Flow : attribution.Attribute(held.Flow);
            if (!all && !attribution.IsSettled(flow) && attribution.HasEvents && time.GetElapsedTime(held.Since) < Patience) return;
            _held.Dequeue();
            Pass(held, flow);
        }
    }

    void Take(in Held held)
    {
        if (_held.Count == 0 && attribution.IsSettled(held.Flow))
        {
            Pass(held, held.Flow);
            return;
        }

        _held.Enqueue(held);
        if (_held.Count <= MostHeld) return;
        Hurried++;
        Held oldest = _held.Dequeue();
        Pass(oldest, attribution.Attribute(oldest.Flow));
    }

    void Pass(in Held held, in FlowRecord flow)
    {
        switch (held.Kind)
        {
            case HeldKind.Fact: inner.OnFact(flow, held.Fact!, held.At); break;
            case HeldKind.Settled: inner.OnSettled(flow, held.At); break;
            default: inner.OnFlow(flow); break;
        }
    }

    enum HeldKind : byte
    {
        Fact,
        Settled,
        Flow,
    }

    readonly record struct Held(FlowRecord Flow, Fact? Fact, Timestamp At, HeldKind Kind, long Since);
}
