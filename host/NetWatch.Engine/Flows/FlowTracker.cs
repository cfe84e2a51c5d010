using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NetWatch.Engine.Attribution;
using NetWatch.Engine.Decode;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Streams;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>The life of flows: found or begun by each packet, ended by close, silence, lack of room or the end of the capture.</summary>
sealed class FlowTracker
{
    // A SYN within this time of the first packet may be one that was sent again or captured out of order.
    const long NanosecondsOfOpening = 1_000_000_000;

    // Linux gives clients the ports from 32768 to 60999, others those from 49152 on (RFC 6335 §6).
    const int FirstEphemeralPort = 32_768;

    readonly ProtocolTable _protocols;
    readonly FlowTable _flows;
    readonly FlowContentPool _contents;
    readonly FlowInspector _inspector;
    readonly TcpTracker _tcp;
    readonly FactRecorder _facts;
    readonly ExpectedFlows _expected;
    readonly MovingFlows _moving;
    readonly EngineCounters _counters;
    readonly FlowExpiry _expiry;
    readonly AttributionWalk _attributionWalk = new();
    DecryptionStage? _decryption;
    long _now = long.MinValue;

    internal FlowTracker(ProtocolTable protocols, EngineOptions options, EngineCounters counters, IExtensionFaults faults)
    {
        _counters = counters;
        _protocols = protocols;
        _flows = new FlowTable(options.FlowMemoryBytes);
        _contents = new FlowContentPool(options);
        _expected = new ExpectedFlows(options, counters);
        _moving = new MovingFlows(options, counters);
        _facts = new FactRecorder(_flows, protocols, _expected, _moving, options, counters);
        _inspector = new FlowInspector(protocols, _flows, _facts, _contents, _moving, counters, faults);
        _tcp = new TcpTracker(_flows, _inspector, _contents, options, counters);
        _expiry = new FlowExpiry(_flows, options);
    }

    internal IFlowListener? Listener
    {
        get => _facts.Listener;
        set => _facts.Listener = value;
    }

    /// <summary>Decrypts with the secrets of a ring. Set before the first packet.</summary>
    internal KeyRing? Keys
    {
        get => _decryption?.Keys;
        set => (_decryption ??= _inspector.AddDecryption()).Keys = value;
    }

    internal long FlowsWithoutKeys => _decryption?.PassedOver ?? 0;

    /// <summary>How the connections stand that can be decrypted; null without keys. Any thread.</summary>
    internal DecryptionCounts? DecryptionCounts => _decryption?.Counts;

    /// <summary>Takes plaintext; needs <see cref="Keys"/>.</summary>
    internal IPlaintextListener? PlaintextListener
    {
        get => _decryption?.Listener;
        set => (_decryption ??= _inspector.AddDecryption()).Listener = value;
    }

    /// <summary>Knows the processes of flows; null for files.</summary>
    internal FlowAttribution? Attribution
    {
        get => _facts.Attribution;
        set => _facts.Attribution = value;
    }

    internal FlowTable Flows => _flows;

    internal FlowContentPool Contents => _contents;

    internal FlowRecord Record(in Flow flow, FlowEndReason reason) => _facts.Record(flow, reason);

    /// <summary>The hash of a packet's flow, for the methods that take one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Hash(in DecodedPacket packet) =>
        _flows.Hash(packet.Source, packet.SourcePort, packet.Destination, packet.DestinationPort, packet.IpProtocol);

    /// <summary>A packet will come soon: asks for the memory where its flow is looked up, and returns its hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Announce(in DecodedPacket packet)
    {
        uint hash = Hash(packet);
        _flows.Prefetch(hash);
        return hash;
    }

    /// <summary>Takes a packet into its flow and returns the index of the flow.</summary>
    internal int OnPacket(in DecodedPacket packet, ReadOnlySpan<byte> data, uint hash, long time, int wireLength, out FlowDirection direction)
    {
        int index = FindOrBegin(packet, hash, time, out direction, out bool isNew);
        ref Flow flow = ref _flows[index];
        if (flow.Content is { } content) Prefetch(content);
        TcpState state = flow.State;
        if (packet.Transport == Transport.Tcp && (packet.TcpFlags & TcpTracker.Syn) != 0) TurnToInitiator(ref flow, packet, ref direction);
        Account(ref flow, direction, packet, time, wireLength);
        if (packet.Transport == Transport.Tcp)
            _tcp.OnSegment(index, direction, packet, data.Slice(packet.PayloadOffset, packet.PayloadLength), time);
        else if (packet.Transport == Transport.Udp && packet.PayloadLength > 0 && (flow.Flags & FlowFlags.CountOnly) == 0)
            OnDatagram(index, direction, packet, data, time);
        if (isNew || flow.State != state) _expiry.Watch(index);
        if (_contents.IsOverfull) Evict(_flows.FindOpenVictim(except: index));
        return index;
    }

    // Asks for what is held of the flow while its packet is counted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Prefetch(FlowContent content)
    {
        if (!Sse.IsSupported) return;
        byte* at = *(byte**)Unsafe.AsPointer(ref content);
        Sse.Prefetch0(at);
        Sse.Prefetch0(at + FlowTable.CacheLine);
        Sse.Prefetch0(at + 2 * FlowTable.CacheLine);
    }

    /// <summary>The first fragment of a datagram is counted with its flow: the rest may never come, and nothing else names the ports.</summary>
    internal int OnFirstFragment(in DecodedPacket packet, uint hash, long time, int wireLength, out FlowDirection direction)
    {
        int index = FindOrBegin(packet, hash, time, out direction, out bool isNew);
        Account(ref _flows[index], direction, packet, time, wireLength);
        if (isNew) _expiry.Watch(index);
        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int FindOrBegin(in DecodedPacket packet, uint hash, long time, out FlowDirection direction, out bool isNew)
    {
        if (time > _now) Advance(time);
        int index = _flows.Find(hash, packet.Source, packet.SourcePort, packet.Destination, packet.DestinationPort, packet.IpProtocol, out direction);
        if (index >= 0 && IsOver(_flows[index], direction, packet, time, out FlowEndReason reason))
        {
            End(index, reason);
            index = -1;
        }

        isNew = index < 0;
        if (isNew) index = Begin(hash, packet, time, out direction);
        return index;
    }

    void OnDatagram(int index, FlowDirection direction, in DecodedPacket packet, ReadOnlySpan<byte> data, long time)
    {
        ReadOnlySpan<byte> payload = data.Slice(packet.PayloadOffset, packet.PayloadLength);
        bool isTruncated = packet.PayloadLength < packet.PayloadWireLength;
        // Nothing is held of a flow before its first datagram.
        if (_moving.Count > 0 && _flows[index] is { Content: null, App: 0 } && _inspector.TryMove(index, direction, payload, isTruncated, time)) return;
        _inspector.OnDatagram(index, direction, payload, isTruncated, time);
        if (_flows[index].Content is { } content) content.Stream(direction).Offset += payload.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Account(ref Flow flow, FlowDirection direction, in DecodedPacket packet, long time, int wireLength)
    {
        if (time > flow.LastTime) flow.LastTime = time;
        if (direction == FlowDirection.FromInitiator)
        {
            flow.PacketsFromInitiator++;
            flow.BytesFromInitiator += wireLength;
            flow.TcpFlagsFromInitiator |= packet.TcpFlags;
        }
        else
        {
            flow.PacketsFromResponder++;
            flow.BytesFromResponder += wireLength;
            flow.TcpFlagsFromResponder |= packet.TcpFlags;
        }
    }

    // Packets that overtook the SYN made the wrong end the initiator. Nothing was told of the flow yet, so it can be turned.
    static void TurnToInitiator(ref Flow flow, in DecodedPacket packet, ref FlowDirection direction)
    {
        bool sentByInitiator = (packet.TcpFlags & TcpTracker.Ack) == 0;
        if (sentByInitiator == (direction == FlowDirection.FromInitiator)) return;
        if ((flow.Flags & (FlowFlags.SynSeen | FlowFlags.SynAckSeen | FlowFlags.CountOnly)) != 0 || flow.Content is { HasBegun: true }) return;
        flow.Turn();
        direction = sentByInitiator ? FlowDirection.FromInitiator : FlowDirection.FromResponder;
    }

    // The walk over the table comes late by a part of a second; a packet in that time belongs to a new flow all the same, so that the
    // flows of a capture do not depend on what else is in it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool IsOver(in Flow flow, FlowDirection direction, in DecodedPacket packet, long time, out FlowEndReason reason)
    {
        reason = FlowEndReason.Closed;
        if (time > flow.LastTime && _expiry.IsOver(flow, time))
        {
            reason = FlowExpiry.Reason(flow);
            return true;
        }

        return packet.Transport == Transport.Tcp && (packet.TcpFlags & (TcpTracker.Syn | TcpTracker.Ack)) == TcpTracker.Syn
            && IsNewConnection(flow, direction, packet.TcpSequence, time);
    }

    // A SYN without ACK on a five-tuple that was in use: ports are reused, unless it is the same SYN once more.
    static bool IsNewConnection(in Flow flow, FlowDirection direction, uint sequence, long time)
    {
        if (flow.State is TcpState.Closed or TcpState.Reset) return true;
        if (flow.State < TcpState.Established || time - flow.FirstTime < NanosecondsOfOpening) return false;
        if (direction == FlowDirection.FromResponder) return true;
        if ((flow.Flags & FlowFlags.SynSeen) == 0) return true;
        uint first = flow.Content is { FromInitiator.IsStarted: true } content
            ? content.FromInitiator.Next - (uint)content.FromInitiator.Offset
            : flow.NextFromInitiator;
        return sequence + 1 != first;
    }

    // A SYN+ACK that comes first was sent by the responder. So was, most likely, what comes from the port of a known protocol to one of
    // none: a download that was joined in the middle, or an answer whose question was not captured.
    bool IsFromResponder(in DecodedPacket packet)
    {
        if (packet.Transport == Transport.Tcp && (packet.TcpFlags & TcpTracker.Syn) != 0) return (packet.TcpFlags & TcpTracker.Ack) != 0;
        var transport = (Transport)packet.IpProtocol;
        // A client is given any of the upper ports, also one that a protocol declares: nothing turns a flow for those.
        return packet.SourcePort < FirstEphemeralPort && _protocols.IsDeclared(transport, packet.SourcePort) && !_protocols.IsDeclared(transport, packet.DestinationPort);
    }

    int Begin(uint hash, in DecodedPacket packet, long time, out FlowDirection direction)
    {
        if (_flows.IsFull) Evict(_flows.FindVictim());
        int index = _flows.Add(hash);
        ref Flow flow = ref _flows[index];
        bool fromResponder = IsFromResponder(packet);
        direction = fromResponder ? FlowDirection.FromResponder : FlowDirection.FromInitiator;
        flow.Initiator = fromResponder ? packet.Destination : packet.Source;
        flow.InitiatorPort = fromResponder ? packet.DestinationPort : packet.SourcePort;
        flow.Responder = fromResponder ? packet.Source : packet.Destination;
        flow.ResponderPort = fromResponder ? packet.SourcePort : packet.DestinationPort;
        flow.Transport = (Transport)packet.IpProtocol;
        flow.FirstTime = flow.LastTime = time;
        flow.VlanId = packet.VlanId;
        flow.Number = ++_counters.Flows;
        if (packet.IsTunneled) flow.Flags |= FlowFlags.Tunneled;
        if (_expected.Count > 0 && _expected.TryTake(flow, time, out Expectation expectation)) _inspector.Follow(index, expectation, time);
        return index;
    }

    void Evict(int victim)
    {
        if (victim < 0) return;
        _counters.FlowsEvicted++;
        End(victim, FlowEndReason.Evicted);
    }

    /// <summary>Packet time has come this far: ends flows that have been silent for too long. Called with wall time when the wire is quiet.</summary>
    internal void Advance(long time)
    {
        long before = _now;
        _now = time;
        if (!_expiry.TryStep(before, time)) return;
        _decryption?.LookForKeys(time);
        while (_expiry.TryTake(time, out int index)) End(index, FlowExpiry.Reason(_flows[index]));
        if (Attribution is { } attribution) _attributionWalk.Step(_flows, attribution, before == long.MinValue ? 0 : time - before);
    }

    void End(int index, FlowEndReason reason)
    {
        // The place in the table is looked up when the flow is told: by then it is there.
        _flows.Prefetch(_flows[index].Hash);
        Tell(index, reason);
        _flows.Remove(index);
    }

    void Tell(int index, FlowEndReason reason)
    {
        long time = _flows[index].LastTime;
        if (_flows[index].Content is not null)
        {
            _tcp.Flush(index, time);
            _inspector.OnEnd(index, time);
        }

        Attribution?.Attribute(ref _flows[index]);
        if (Listener is { } listener)
        {
            FlowRecord record = _facts.Record(_flows[index], reason);
            // Of a flow that rests nobody could say before that nothing more would come.
            if ((_flows[index].Flags & FlowFlags.Resting) != 0) listener.OnSettled(record, record.End);
            listener.OnFlow(record);
        }

        FlowEnding?.Invoke(_flows[index], reason);
        _facts.End(_flows[index].Number);
    }

    /// <summary>Called with each flow before it leaves the table, for screens that go on showing it.</summary>
    internal FlowEndingHandler? FlowEnding { get; set; }

    internal delegate void FlowEndingHandler(in Flow flow, FlowEndReason reason);

    /// <summary>The capture is over: all flows end, in the order in which they began.</summary>
    internal void EndAll()
    {
        if (_flows.LiesInOrder)
        {
            for (int index = 0; index < _flows.Extent; index++) EndWithCapture(index);
        }
        else
        {
            int[] order = FlowOrder.ByNumber(_flows);
            for (int i = 0; i < order.Length; i++)
            {
                if (i + 1 < order.Length) _flows.PrefetchFlow(order[i + 1]);
                EndWithCapture(order[i]);
            }
        }

        _flows.Clear();
    }

    void EndWithCapture(int index)
    {
        ref Flow flow = ref _flows[index];
        if (flow.InUse) Tell(index, flow.State is TcpState.Closed or TcpState.Reset ? FlowEndReason.Closed : FlowEndReason.CaptureEnded);
    }
}
