using System.Diagnostics.CodeAnalysis;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Flows that others have announced. Only the first packet of a flow is looked up here, and only while something is expected. Bounded: the
/// oldest announcement is given up for a new one.
/// </summary>
sealed class ExpectedFlows(EngineOptions options, EngineCounters counters)
{
    readonly LinkedList<Expectation> _byAge = [];

    // Many more marks than expectations, so that few flows are looked up in vain.
    const int MarkBits = 16;

    // How many are expected at the responders of each mark.
    readonly int[] _marks = new int[1 << MarkBits];

    // Which marks have any: eight kilobytes that stay in the cache tell nearly every new flow that it is none of them.
    readonly ulong[] _marked = new ulong[1 << MarkBits >> 6];

    // Made with the first announcement, since making it compiles code.
    Dictionary<ExpectationKey, LinkedListNode<Expectation>> ByKey => field ??= new(new ExpectationKey.Comparer());

    internal int Count => _byAge.Count;

    internal void Add(ExpectedFlow flow, int rank, long time)
    {
        bool canCome = flow.Transport is Transport.Tcp or Transport.Udp && flow.ResponderPort != 0 && !flow.Responder.IsNone;
        if (!canCome || flow.Lifetime <= TimeSpan.Zero || flow.Analyzer is null || options.MaxExpectedFlows <= 0) return;
        TimeSpan lifetime = flow.Lifetime < ExpectedFlow.MaxLifetime ? flow.Lifetime : ExpectedFlow.MaxLifetime;
        var key = new ExpectationKey(flow.Transport, flow.Initiator, flow.Responder, flow.ResponderPort);
        if (ByKey.TryGetValue(key, out LinkedListNode<Expectation>? same)) Remove(same);
        DropExpired(time);
        if (Count >= options.MaxExpectedFlows)
        {
            Remove(_byAge.First!);
            counters.ExpectationsGivenUp++;
        }

        int mark = Mark(key.Responder, key.ResponderPort);
        _marks[mark]++;
        _marked[mark >> 6] |= 1UL << mark;
        ByKey[key] = _byAge.AddLast(new Expectation(key, flow.Analyzer, rank, time + lifetime.Ticks * 100));
    }

    /// <summary>
    /// Takes what was announced for a flow that has just begun. Who opened it is a guess where its first packets were not captured, so both
    /// ends are tried.
    /// </summary>
    internal bool TryTake(in Flow flow, long time, [MaybeNullWhen(false)] out Expectation expectation)
    {
        if (IsMarked(flow.Responder, flow.ResponderPort)
            && TryTake(new ExpectationKey(flow.Transport, flow.Initiator, flow.Responder, flow.ResponderPort), time, out expectation)) return true;
        if (IsMarked(flow.Initiator, flow.InitiatorPort)
            && TryTake(new ExpectationKey(flow.Transport, flow.Responder, flow.Initiator, flow.InitiatorPort), time, out expectation)) return true;
        expectation = default;
        return false;
    }

    bool IsMarked(in NetAddress responder, ushort port)
    {
        int mark = Mark(responder, port);
        return (_marked[mark >> 6] >> mark & 1) != 0;
    }

    bool TryTake(ExpectationKey key, long time, out Expectation expectation)
    {
        expectation = default;
        if (!ByKey.TryGetValue(key, out LinkedListNode<Expectation>? node)
            && !ByKey.TryGetValue(key with { Initiator = default }, out node)) return false;
        expectation = node.Value;
        Remove(node);
        return time <= expectation.Expires;
    }

    // Lifetimes differ, so one that is over may wait behind one that is not: it is found when it is looked up, or when it is the oldest.
    void DropExpired(long time)
    {
        while (_byAge.First is { } oldest && oldest.Value.Expires < time) Remove(oldest);
    }

    void Remove(LinkedListNode<Expectation> node)
    {
        int mark = Mark(node.Value.Key.Responder, node.Value.Key.ResponderPort);
        if (--_marks[mark] == 0) _marked[mark >> 6] &= ~(1UL << mark);
        ByKey.Remove(node.Value.Key);
        _byAge.Remove(node);
    }

    // Of the responder alone: the initiator may be left open.
    static int Mark(in NetAddress responder, ushort port) =>
        (int)((responder.Low ^ responder.High ^ (ulong)port << 32) * 0x9E3779B97F4A7C15UL >> (64 - MarkBits));
}
