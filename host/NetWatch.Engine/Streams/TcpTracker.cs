using NetWatch.Engine.Decode;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Streams;

/// <summary>Follows TCP connections: state, handshake time, retransmissions, and the order of the bytes for those who read them.</summary>
sealed class TcpTracker(FlowTable flows, FlowInspector inspector, FlowContentPool contents, EngineOptions options, EngineCounters counters)
{
    internal const byte Fin = 1, Syn = 2, Reset = 4, Ack = 16;

    // A hole that the receiver has acknowledged was lost by the capture, unless the capture itself reorders: wait a little.
    const int PacketsBeforeGap = 64;
    const long NanosecondsBeforeGap = 1_000_000_000;
    const int MaxHeldSegments = 4096;

    // Joined in the middle: this much is looked at before the lowest sequence number counts as the beginning.
    const int PacketsBeforeJoin = 10;
    const int BytesBeforeJoin = 32 << 10;
    const long NanosecondsBeforeJoin = 500_000_000;

    internal void OnSegment(int index, FlowDirection direction, in DecodedPacket packet, ReadOnlySpan<byte> payload, long time)
    {
        ref Flow flow = ref flows[index];
        byte flags = packet.TcpFlags;
        if ((flags & (Syn | Fin | Reset)) != 0 || !flow.HasRoundTrip) FollowState(ref flow, direction, packet, time);
        if ((flow.Flags & FlowFlags.CountOnly) != 0)
        {
            if (packet.PayloadWireLength > 0) Count(ref flow, direction, packet);
            return;
        }

        if (packet.PayloadWireLength > 0 && (flags & Reset) == 0)
        {
            FlowContent content = flow.Content ??= contents.Rent();
            Accept(index, content, direction, packet, payload, time);
        }

        if ((flags & Fin) != 0 && flow.Content is { } ending) ending.Stream(direction).Finish(packet.TcpSequence + (uint)packet.PayloadWireLength);
        if (flow.Content is { } joining && joining.HoldingStreams > 0)
        {
            FlowDirection first = FirstToWait(joining);
            Join(index, joining, first, time, false);
            if (flow.Content == joining) Join(index, joining, Opposite(first), time, false);
        }

        if (flow.Content is { } tracked && (flags & Ack) != 0) Acknowledge(index, tracked, direction, packet.TcpAcknowledgment, time);
        // What is encrypted waits for secrets, which may come after the connection.
        if (flow.State == TcpState.Closed && flow.Content is { Decryption: null, HoldingStreams: 0 } whole && IsWhole(flow, whole)) inspector.OnEnd(index, time);
    }

    // Both sides have sent a FIN, and everything before it was there: nothing can follow, so what is held for the connection serves another.
    static bool IsWhole(in Flow flow, FlowContent content) =>
        content.FromInitiator.IsWhole(flow.NextFromInitiator) && content.FromResponder.IsWhole(flow.NextFromResponder);

    // The ACK that ends a handshake whose SYN+ACK was not captured tells where the responder begins.
    static void LearnResponderStart(ref Flow flow, in DecodedPacket packet)
    {
        if ((flow.Flags & (FlowFlags.SynSeen | FlowFlags.SynAckSeen)) != FlowFlags.SynSeen || flow.PacketsFromResponder > 0 || packet.PayloadWireLength > 0) return;
        SetNext(ref flow, FlowDirection.FromResponder, packet.TcpAcknowledgment);
        flow.Flags |= FlowFlags.SynAckSeen;
    }

    void FollowState(ref Flow flow, FlowDirection direction, in DecodedPacket packet, long time)
    {
        byte flags = packet.TcpFlags;
        bool fromInitiator = direction == FlowDirection.FromInitiator;
        if ((flags & Syn) != 0)
        {
            SetNext(ref flow, direction, packet.TcpSequence + 1);
            flow.Flags |= fromInitiator ? FlowFlags.SynSeen : FlowFlags.SynAckSeen;
            // A SYN+ACK says where the other side begins too, where its own SYN was not captured.
            if (!fromInitiator && (flags & Ack) != 0 && (flow.Flags & FlowFlags.SynSeen) == 0)
            {
                SetNext(ref flow, FlowDirection.FromInitiator, packet.TcpAcknowledgment);
                flow.Flags |= FlowFlags.SynSeen;
            }

            // Measured from the latest SYN, so that a lost first one does not count as round-trip time.
            if (fromInitiator && flow.PacketsFromResponder == 0) flow.RoundTrip = time;
            TcpState reached = fromInitiator ? TcpState.SynSent : TcpState.SynReceived;
            if (flow.State < reached) flow.State = reached;
        }
        else if (flow.State < TcpState.Established && (flags & Reset) == 0)
        {
            if (fromInitiator && (flags & Ack) != 0) LearnResponderStart(ref flow, packet);
            bool handshakeDone = fromInitiator && flow.State == TcpState.SynReceived;
            // A SYN that came after its answer has no time: the capture changed their order.
            if (handshakeDone && flow.RoundTrip != 0 && time >= flow.RoundTrip)
            {
                flow.RoundTrip = time - flow.RoundTrip;
                flow.HasRoundTrip = true;
            }

            if (handshakeDone || packet.PayloadWireLength > 0 || flow.State == TcpState.None) flow.State = TcpState.Established;
        }

        if ((flags & Fin) != 0)
        {
            flow.Flags |= fromInitiator ? FlowFlags.FinFromInitiator : FlowFlags.FinFromResponder;
            const FlowFlags both = FlowFlags.FinFromInitiator | FlowFlags.FinFromResponder;
            if (flow.State < TcpState.Closed) flow.State = (flow.Flags & both) == both ? TcpState.Closed : TcpState.Closing;
        }

        if ((flags & Reset) != 0) flow.State = TcpState.Reset;
    }

    static void SetNext(ref Flow flow, FlowDirection direction, uint next)
    {
        if (direction == FlowDirection.FromInitiator) flow.NextFromInitiator = next;
        else flow.NextFromResponder = next;
    }

    static void Count(ref Flow flow, FlowDirection direction, in DecodedPacket packet)
    {
        uint end = packet.TcpSequence + (uint)packet.PayloadWireLength;
        ref uint next = ref flow.NextFromInitiator;
        if (direction == FlowDirection.FromResponder) next = ref flow.NextFromResponder;
        if ((int)(end - next) <= 0 && next != 0) flow.Retransmissions++;
        else next = end;
    }

    void Accept(int index, FlowContent content, FlowDirection direction, in DecodedPacket packet, ReadOnlySpan<byte> payload, long time)
    {
        ref Flow flow = ref flows[index];
        ref StreamReassembly stream = ref content.Stream(direction);
        uint sequence = packet.TcpSequence + ((packet.TcpFlags & Syn) != 0 ? 1u : 0u);
        int missingTail = packet.PayloadWireLength - payload.Length;
        if (!stream.IsStarted && !TryStart(ref flow, content, direction, sequence, payload, missingTail, time)) return;
        int distance = stream.Distance(sequence);
        if (distance is >= StreamReassembly.MaxWindow or <= -StreamReassembly.MaxWindow) return;
        if (distance > 0)
        {
            Hold(index, content, direction, sequence, payload, missingTail, time);
            return;
        }

        // What waits came first, so where both overlap it stands.
        if (stream.IsHolding && distance + payload.Length > stream.GapBeforeHeld())
        {
            stream.Hold(sequence, payload, missingTail, time);
        }
        else if (distance == 0)
        {
            Deliver(index, content, direction, payload, missingTail, time);
        }
        else
        {
            if (-distance >= packet.PayloadWireLength)
            {
                flow.Retransmissions++;
                return;
            }

            if (-distance < payload.Length) Deliver(index, content, direction, payload[-distance..], missingTail, time);
            else if (missingTail > 0) PassGap(index, content, direction, packet.PayloadWireLength + distance, time);
        }

        if (stream.IsHolding && flow.Content == content) Drain(index, content, direction, time);
    }

    // Where both directions wait, what came first is handed on first: an answer must not pass for that to a question that followed it.
    static FlowDirection FirstToWait(FlowContent content) =>
        content.FromResponder.IsHolding && (!content.FromInitiator.IsHolding || content.FromResponder.HeldSince < content.FromInitiator.HeldSince)
            ? FlowDirection.FromResponder
            : FlowDirection.FromInitiator;

    static FlowDirection Opposite(FlowDirection direction) =>
        direction == FlowDirection.FromInitiator ? FlowDirection.FromResponder : FlowDirection.FromInitiator;

    // With a SYN the first byte is known. Without one the flow was joined in the middle, and what comes first need not be what was
    // sent first: the first segments wait until it shows which lies lowest.
    bool TryStart(ref Flow flow, FlowContent content, FlowDirection direction, uint sequence, ReadOnlySpan<byte> payload, int missingTail, long time)
    {
        ref StreamReassembly stream = ref content.Stream(direction);
        if (HasSynNear(flow, direction, sequence, out uint next))
        {
            stream.Start(next);
            return true;
        }

        if ((flow.Flags & (FlowFlags.SynSeen | FlowFlags.SynAckSeen)) == 0) flow.Flags |= FlowFlags.MidStream;
        if (stream.IsHolding && Math.Abs((long)(int)(sequence - stream.FirstHeldSequence)) >= StreamReassembly.MaxWindow) return false;
        if (!stream.IsHolding && !contents.TryCountHolding(content))
        {
            stream.Start(sequence);
            return true;
        }

        stream.Hold(sequence, payload, missingTail, time);
        return false;
    }

    // A SYN of an earlier life of the five-tuple says nothing about this stream.
    static bool HasSynNear(in Flow flow, FlowDirection direction, uint sequence, out uint next)
    {
        bool fromInitiator = direction == FlowDirection.FromInitiator;
        next = fromInitiator ? flow.NextFromInitiator : flow.NextFromResponder;
        return (flow.Flags & (fromInitiator ? FlowFlags.SynSeen : FlowFlags.SynAckSeen)) != 0 && Math.Abs((long)(int)(sequence - next)) < 1 << 24;
    }

    /// <summary>Begins a stream that was joined in the middle once enough was seen, or once its SYN came after all.</summary>
    void Join(int index, FlowContent content, FlowDirection direction, long time, bool isLast)
    {
        ref StreamReassembly stream = ref content.Stream(direction);
        if (stream.IsStarted || !stream.IsHolding) return;
        stream.PacketsSinceHeld++;
        uint lowest = stream.FirstHeldSequence;
        if (HasSynNear(flows[index], direction, lowest, out uint next) && (int)(lowest - next) >= 0)
        {
            stream.Start(next);
            flows[index].Flags &= ~FlowFlags.MidStream;
        }
        else if (isLast || stream.PacketsSinceHeld >= PacketsBeforeJoin || stream.HeldBytes > BytesBeforeJoin || time - stream.HeldSince > NanosecondsBeforeJoin)
        {
            stream.Start(lowest);
        }
        else
        {
            return;
        }

        Drain(index, content, direction, time);
    }

    void Deliver(int index, FlowContent content, FlowDirection direction, ReadOnlySpan<byte> bytes, int missingTail, long time)
    {
        ref StreamReassembly stream = ref content.Stream(direction);
        if (!bytes.IsEmpty)
        {
            inspector.OnStreamBytes(index, content, direction, bytes, time);
            if (flows[index].Content != content)
            {
                SkipCounted(index, direction, bytes.Length + missingTail);
                return;
            }

            stream.Advance(bytes.Length);
            if (stream.IsHolding) stream.RestartWait(time);
        }

        if (missingTail > 0) PassGap(index, content, direction, missingTail, time);
    }

    // The flow went over to being counted within the call: the bytes of the call are behind it.
    void SkipCounted(int index, FlowDirection direction, int bytes)
    {
        ref Flow flow = ref flows[index];
        if (direction == FlowDirection.FromInitiator) flow.NextFromInitiator += (uint)bytes;
        else flow.NextFromResponder += (uint)bytes;
    }

    void PassGap(int index, FlowContent content, FlowDirection direction, int missing, long time)
    {
        counters.StreamGaps++;
        counters.MissingBytes += missing;
        flows[index].MissingBytes += missing;
        content.Stream(direction).Advance(missing);
        inspector.OnStreamGap(index, content, direction, missing, time);
    }

    void Hold(int index, FlowContent content, FlowDirection direction, uint sequence, ReadOnlySpan<byte> payload, int missingTail, long time)
    {
        ref StreamReassembly stream = ref content.Stream(direction);
        if (!stream.IsHolding && !contents.TryCountHolding(content))
        {
            counters.HeldRefused++;
            PassGap(index, content, direction, stream.Distance(sequence), time);
            if (flows[index].Content == content) Deliver(index, content, direction, payload, missingTail, time);
            return;
        }

        stream.Hold(sequence, payload, missingTail, time);
        CloseGap(index, content, direction, time);
    }

    void Acknowledge(int index, FlowContent content, FlowDirection direction, uint number, long time)
    {
        FlowDirection opposite = Opposite(direction);
        ref StreamReassembly stream = ref content.Stream(opposite);
        if (!stream.IsStarted) return;
        stream.Acknowledge(number);
        if (stream.IsHolding) CloseGap(index, content, opposite, time);
        if (flows[index].Content == content && content.Stream(direction).IsHolding) CloseGap(index, content, direction, time);
    }

    void CloseGap(int index, FlowContent content, FlowDirection direction, long time)
    {
        ref StreamReassembly stream = ref content.Stream(direction);
        if (!stream.IsHolding || !stream.IsStarted) return;
        stream.PacketsSinceHeld++;
        int gap = stream.GapBeforeHeld();
        bool isAcknowledged = stream.HasAcknowledgment && stream.Distance(stream.Acknowledged) >= gap;
        bool waited = stream.PacketsSinceHeld > PacketsBeforeGap || time - stream.HeldSince > NanosecondsBeforeGap;
        bool tooMuch = stream.HeldBytes > options.MaxHeldBytes || stream.HeldCount > MaxHeldSegments
            || time - stream.HeldSince > 30 * NanosecondsBeforeGap;
        if (!tooMuch && !(isAcknowledged && waited)) return;
        if (gap > 0) PassGap(index, content, direction, gap, time);
        if (flows[index].Content == content) Drain(index, content, direction, time);
    }

    void Drain(int index, FlowContent content, FlowDirection direction, long time)
    {
        ref StreamReassembly stream = ref content.Stream(direction);
        while (stream.IsHolding && stream.GapBeforeHeld() <= 0)
        {
            HeldSegment segment = stream.TakeFirst();
            if (!stream.IsHolding) contents.UncountHolding(content);
            long known = -(long)stream.Distance(segment.Sequence);
            if (known < segment.Length) Deliver(index, content, direction, segment.Bytes[(int)known..], segment.MissingTail, time);
            else if (known < segment.Length + segment.MissingTail) PassGap(index, content, direction, (int)(segment.Length + segment.MissingTail - known), time);
            StreamReassembly.Release(segment);
            if (flows[index].Content != content) return;
        }
    }

    /// <summary>A flow ends: what waits for a gap is handed on behind it.</summary>
    internal void Flush(int index, long time)
    {
        if (flows[index].Content is not { } held) return;
        FlowDirection first = FirstToWait(held);
        for (int round = 0; round < 2; round++)
        {
            FlowDirection direction = round == 0 ? first : Opposite(first);
            if (flows[index].Content is { } joining) Join(index, joining, direction, time, true);
            while (flows[index].Content is { } content && content.Stream(direction).IsHolding)
            {
                int gap = content.Stream(direction).GapBeforeHeld();
                if (gap > 0) PassGap(index, content, direction, gap, time);
                if (flows[index].Content == content) Drain(index, content, direction, time);
            }

            // Nothing follows that would show the gap to those who count bytes; whoever reads the stream has to know that it is not whole.
            if (flows[index].Content is { Decryption: not null } last && last.Stream(direction).MissingAtEnd() is > 0 and var missing)
                inspector.OnLostTail(index, last, direction, missing, time);
        }
    }
}
