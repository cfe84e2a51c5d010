using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Finds the flows that have been silent for too long. The table is walked once in five seconds of packet time, a part with each step,
/// so that no packet waits for a whole walk; blocks of flows none of which can be over yet are passed without a look at them.
/// </summary>
sealed class FlowExpiry(FlowTable flows, EngineOptions options)
{
    const long WalkNanoseconds = 5_000_000_000;
    const long StepNanoseconds = 50_000_000;
    const int BlockShift = 6;
    const int FlowsAhead = 6;

    readonly long _tcp = Nanoseconds(options.TcpTimeout);
    readonly long _opening = Nanoseconds(options.TcpOpeningTimeout);
    readonly long _closed = Nanoseconds(options.TcpClosedTimeout);
    readonly long _udp = Nanoseconds(options.UdpTimeout);
    readonly long _other = Nanoseconds(options.OtherTimeout);
    readonly long _awaitingKey = Nanoseconds(options.AwaitingKeyTimeout);

    // By block: no flow in it is over before this time.
    long[] _due = [];
    long _nextStep = long.MinValue;
    int _hand;
    int _left;
    int _extent;

    // While a block is walked from its first flow on: the earliest that was found.
    bool _isWalking;
    long _found;

    static long Nanoseconds(TimeSpan time) => time.Ticks * 100;

    /// <summary>Whether a flow is over at a time, though the walk may not have come to it yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsOver(in Flow flow, long time) => time > Due(flow) && time > DueElsewhere(flow);

    /// <summary>A flow has begun, or its state has changed: it may be over sooner than its block was known to be.</summary>
    internal void Watch(int index)
    {
        int block = index >> BlockShift;
        if (block >= _due.Length) Grow(block);
        _due[block] = Math.Min(_due[block], Due(flows[index]));
    }

    void Grow(int block)
    {
        long[] larger = new long[Math.Max(block + 1, _due.Length * 2)];
        _due.CopyTo(larger, 0);
        for (int i = _due.Length; i < larger.Length; i++) larger[i] = long.MaxValue;
        _due = larger;
    }

    /// <summary>Begins a step of the walk when it is time for one; then take what <see cref="TryTake"/> finds. False when it is not.</summary>
    internal bool TryStep(long before, long time)
    {
        if (time < _nextStep) return false;
        _nextStep = time + StepNanoseconds;
        _extent = flows.Extent;
        long elapsed = before == long.MinValue ? 0 : time - before;
        long part = elapsed >= WalkNanoseconds ? _extent : _extent * Math.Max(elapsed, StepNanoseconds) / WalkNanoseconds + 1;
        _left = (int)Math.Min(part, _extent);
        return true;
    }

    /// <summary>The next flow in this step that is over; it must be taken out of the table before the next question.</summary>
    internal bool TryTake(long time, out int index)
    {
        while (_left > 0)
        {
            if (_hand >= _extent) _hand = 0;
            int block = _hand >> BlockShift, start = block << BlockShift, end = Math.Min(start + (1 << BlockShift), _extent);
            if (block >= _due.Length) Grow(block);
            if (!_isWalking && time <= _due[block])
            {
                int passed = Math.Min(end - _hand, _left);
                _hand += passed;
                _left -= passed;
                continue;
            }

            if (_hand == start) (_isWalking, _found, _due[block]) = (true, long.MaxValue, long.MaxValue);
            index = Walk(time, Math.Min(end, _hand + _left));
            if (_isWalking && _hand == end)
            {
                _due[block] = Math.Min(_due[block], _found);
                _isWalking = false;
            }

            if (index >= 0) return true;
        }

        index = -1;
        return false;
    }

    // The next flow of a block that is over, or -1 when there is none before a place in it.
    int Walk(long time, int stop)
    {
        int begin = _hand;
        // A block lies within one piece of the table.
        ref Flow first = ref flows[begin];
        for (int at = begin; at < stop; at++)
        {
            ref Flow flow = ref Unsafe.Add(ref first, at - begin);
            Prefetch(ref flow);
            if (!flow.InUse) continue;
            long due = Due(flow);
            if (time > due)
            {
                due = DueElsewhere(flow);
                if (time > due)
                {
                    Pass(at + 1);
                    return at;
                }
            }

            _found = Math.Min(_found, due);
        }

        Pass(stop);
        return -1;
    }

    // Asks for a flow that is looked at soon: they lie too far apart for the processor to see that they follow one another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Prefetch(ref Flow flow)
    {
        if (Sse.IsSupported) Sse.Prefetch0((byte*)Unsafe.AsPointer(ref flow) + FlowsAhead * Unsafe.SizeOf<Flow>());
    }

    void Pass(int hand)
    {
        _left -= hand - _hand;
        _hand = hand;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long Due(in Flow flow) => After(flow.LastTime, flow);

    // A connection that has moved is alive on another flow, and decrypted on this one. One that waits for its key may be read yet.
    long DueElsewhere(in Flow flow)
    {
        if (flow.Content?.Decryption is not { } layer) return long.MinValue;
        long due = After(layer.Time, flow);
        return layer.IsWaiting && _awaitingKey > 0 ? Math.Max(due, Sum(flow.LastTime, _awaitingKey)) : due;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long After(long last, in Flow flow) => Sum(last, Timeout(flow));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long Sum(long last, long timeout) => last > long.MaxValue - timeout ? long.MaxValue : last + timeout;

    /// <summary>Why a silent flow ended.</summary>
    internal static FlowEndReason Reason(in Flow flow) =>
        flow.State is TcpState.Closed or TcpState.Reset ? FlowEndReason.Closed : FlowEndReason.Timeout;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long Timeout(in Flow flow) => flow.Transport switch
    {
        Transport.Tcp => flow.State switch
        {
            TcpState.Closed or TcpState.Reset => _closed,
            TcpState.SynSent or TcpState.SynReceived => _opening,
            _ => _tcp,
        },
        Transport.Udp => _udp,
        _ => _other,
    };
}
