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
    readonly ExpectationTable _table = new();

    // Many more marks than expectations, so that few flows are looked up in vain.
    const int MarkBits = 16;

    // How many are expected at the responders of each mark.
    readonly int[] _marks = new int[1 << MarkBits];

    // Which marks have any: eight kilobytes that stay in the cache tell nearly every new flow that it is none of them.
    readonly ulong[] _marked = new ulong[1 << MarkBits >> 6];

    internal int Count => _table.Count;

    internal void Add(ExpectedFlow flow, int rank, long time)
    {
        bool canCome = flow.Transport is Transport.Tcp or Transport.Udp && flow.ResponderPort != 0 && !flow.Responder.IsNone;
        if (!canCome || flow.Lifetime <= TimeSpan.Zero || flow.Analyzer is null || options.MaxExpectedFlows <= 0) return;
        TimeSpan lifetime = flow.Lifetime < ExpectedFlow.MaxLifetime ? flow.Lifetime : ExpectedFlow.MaxLifetime;
        var key = new ExpectationKey(flow.Transport, flow.Initiator, flow.Responder, flow.ResponderPort);
        if (_table.Find(key) is not ExpectationTable.None and int same) Remove(same);
        DropExpired(time);
        if (Count >= options.MaxExpectedFlows)
        {
            Remove(_table.Oldest);
            counters.ExpectationsGivenUp++;
        }

        int mark = Mark(key.Responder, key.ResponderPort);
        _marks[mark]++;
        _marked[mark >> 6] |= 1UL << mark;
        _table.Add(new Expectation(key, flow.Analyzer, rank, time + lifetime.Ticks * 100));
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

    bool TryTake(in ExpectationKey key, long time, out Expectation expectation)
    {
        expectation = default;
        int place = _table.Find(key);
        if (place == ExpectationTable.None) place = _table.Find(key with { Initiator = default });
        if (place == ExpectationTable.None) return false;
        expectation = _table[place];
        Remove(place);
        return time <= expectation.Expires;
    }

    // Lifetimes differ, so one that is over may wait behind one that is not: it is found when it is looked up, or when it is the oldest.
    void DropExpired(long time)
    {
        while (_table.Oldest is not ExpectationTable.None and int oldest && _table[oldest].Expires < time) Remove(oldest);
    }

    void Remove(int place)
    {
        ref readonly Expectation removed = ref _table[place];
        int mark = Mark(removed.Key.Responder, removed.Key.ResponderPort);
        if (--_marks[mark] == 0) _marked[mark >> 6] &= ~(1UL << mark);
        _table.Remove(place);
    }

    // Of the responder alone: the initiator may be left open.
    static int Mark(in NetAddress responder, ushort port) =>
        (int)((responder.Low ^ responder.High ^ (ulong)port << 32) * 0x9E3779B97F4A7C15UL >> (64 - MarkBits));
}
