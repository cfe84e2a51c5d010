using System.Runtime.CompilerServices;
using NetWatch.Engine.Attribution;
using NetWatch.Engine.Decode;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Files;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Ring;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine;

/// <summary>
/// The way of a packet, run to completion by one worker that shares nothing: decode, flow, reassemble, identify, analyse, publish.
/// All members belong to the worker's thread unless they say otherwise.
/// </summary>
public sealed class PacketPipeline : IPacketSink
{
    // Apple wrote the same header under a user-defined number (DLT_USER2) before it had its own.
    const LinkType OlderPktAp = (LinkType)149;

    readonly PacketDecoder _decoder;
    readonly FlowTracker _tracker;
    DecodedPacket _packet, _ahead;
    IFrameOwners? _frameOwners;
    int _current = -1;
    long _first, _last;

    /// <summary>Makes a worker's pipeline.</summary>
    public PacketPipeline(ProtocolTable protocols, EngineOptions options, IExtensionFaults faults)
    {
        Protocols = protocols;
        _decoder = new PacketDecoder(options);
        _tracker = new FlowTracker(protocols, options, Counters, faults);
    }

    /// <summary>The protocols it asks.</summary>
    public ProtocolTable Protocols { get; }

    /// <summary>What it has seen and given up. Any thread.</summary>
    public EngineCounters Counters { get; } = new();

    /// <summary>What the decoder has met. Any thread.</summary>
    public DecodeCounters DecodeCounters => _decoder.Counters;

    /// <summary>Is told of facts and of flows that end; null for nobody. Set before the first packet.</summary>
    public IFlowListener? Listener
    {
        get => _tracker.Listener;
        set => _tracker.Listener = value;
    }

    /// <summary>The secrets to decrypt with, or null for no decryption. Set before the first packet.</summary>
    public KeyRing? Keys
    {
        get => _tracker.Keys;
        set => _tracker.Keys = value;
    }

    /// <summary>Flows that could have been decrypted when there were no secrets of their connection.</summary>
    public long FlowsWithoutKeys => _tracker.FlowsWithoutKeys;

    /// <summary>How the connections stand that can be decrypted; null without <see cref="Keys"/>. Any thread.</summary>
    public DecryptionCounts? DecryptionCounts => _tracker.DecryptionCounts;

    /// <summary>Takes what is decrypted, or null. Set before the first packet.</summary>
    public IPlaintextListener? PlaintextListener
    {
        get => _tracker.PlaintextListener;
        set => _tracker.PlaintextListener = value;
    }

    /// <summary>The viewer's ring, or null without a viewer. Set before the first packet.</summary>
    public PacketRing? Ring { get; set; }

    /// <summary>Takes every packet with what was decoded of it, or null. Set before the first packet.</summary>
    public IPacketTap? Tap { get; set; }

    /// <summary>Knows the processes of flows; null for files. Set before the first packet.</summary>
    public FlowAttribution? Attribution
    {
        get => _tracker.Attribution;
        set => _tracker.Attribution = value;
    }

    /// <summary>Opens what finds processes in frames that name one; called once, for the first of them. Null for nobody. Set before the first packet.</summary>
    public Func<IFrameOwners?>? OpenFrameOwners { get; set; }

    internal FlowTracker Tracker => _tracker;

    /// <summary>Time of the latest packet.</summary>
    public Timestamp PacketTime => new(_last);

    /// <summary>Totals of what went through.</summary>
    public CaptureTotals Totals => new(Counters.Packets, Counters.Bytes, Counters.Flows, new Timestamp(_first), new Timestamp(_last));

    /// <inheritdoc/>
    public void OnPacket(in CapturedPacket packet)
    {
        ReadOnlySpan<byte> data = _decoder.Decode(packet, ref _packet);
        Take(packet.Bytes, packet.Time.Nanoseconds, packet.WireLength, packet.LinkType, _packet, data, _tracker.Hash(_packet));
    }

    /// <summary>
    /// Takes packets out of a file. While one is worked on, the place in the flow table of the one behind it is asked for already: with many flows
    /// that wait is longer than everything else.
    /// </summary>
    /// <param name="reader">The file, at the packet to begin with.</param>
    /// <param name="most">How many to take at most.</param>
    /// <returns>How many were taken; fewer than <paramref name="most"/> when the file ends, or is broken, behind them.</returns>
    public int OnPackets(CaptureFileReader reader, int most)
    {
        int count = 0;
        while (count < most && reader.TryRead(out CapturedPacket first)) count += TakeBuffered(reader, first, most - count);
        return count;
    }

    // A packet and those behind it that lie in the reader's buffer with it.
    int TakeBuffered(CaptureFileReader reader, in CapturedPacket first, int most)
    {
        ref DecodedPacket current = ref _packet, ahead = ref _ahead;
        LinkType linkType = first.LinkType;
        ReadOnlySpan<byte> bytes = first.Bytes, data = _decoder.Decode(first, ref current);
        (long time, int wireLength, uint hash) = (first.Time.Nanoseconds, first.WireLength, _tracker.Hash(current));
        for (int count = 1; ; count++)
        {
            ReadOnlySpan<byte> nextBytes = default;
            (long nextTime, int nextWireLength) = (0, 0);
            bool hasNext = count < most && reader.TryReadBuffered(out nextBytes, out nextTime, out nextWireLength);
            // Only what needs nothing but its own bytes is decoded before its time.
            bool isDecoded = hasNext && _decoder.TryDecodeAlone(nextBytes, linkType, ref ahead);
            uint nextHash = isDecoded ? _tracker.Announce(ahead) : 0;
            Take(bytes, time, wireLength, linkType, current, data, hash);
            if (!hasNext) return count;
            ref DecodedPacket last = ref current;
            current = ref ahead;
            ahead = ref last;
            bytes = data = nextBytes;
            (time, wireLength, hash) = (nextTime, nextWireLength, nextHash);
            if (isDecoded) continue;
            data = _decoder.Decode(new CapturedPacket(bytes, new Timestamp(time), wireLength, linkType), ref current);
            hash = _tracker.Hash(current);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Take(ReadOnlySpan<byte> bytes, long time, int wireLength, LinkType linkType, in DecodedPacket decoded, ReadOnlySpan<byte> data, uint hash)
    {
        if (Counters.Packets++ == 0) _first = time;
        if (time > _last) _last = time;
        Counters.Bytes += wireLength;
        int index = -1;
        FlowDirection direction = FlowDirection.FromInitiator;
        if ((decoded.Traits & (PacketTraits.Ip | PacketTraits.Fragment)) == PacketTraits.Ip)
            index = _tracker.OnPacket(decoded, data, hash, time, wireLength, out direction);
        else if ((decoded.SourcePort | decoded.DestinationPort) != 0 && decoded.IsFragment)
            index = _tracker.OnFirstFragment(decoded, hash, time, wireLength, out direction);
        if (linkType is LinkType.PktAp or OlderPktAp && index >= 0) Attribute(index, bytes, direction);
        _current = index;
        if (Ring is not null || Tap is not null) Show(new CapturedPacket(bytes, new Timestamp(time), wireLength, linkType), decoded, direction);
    }

    void Show(in CapturedPacket packet, in DecodedPacket decoded, FlowDirection direction)
    {
        long number = _current < 0 ? 0 : _tracker.Flows[_current].Number;
        Ring?.Write(packet, decoded, number, direction, _current < 0 ? (byte)0 : _tracker.Flows[_current].App);
        Tap?.OnPacket(packet, decoded);
    }

    void Attribute(int index, ReadOnlySpan<byte> frame, FlowDirection direction)
    {
        ref Flow flow = ref _tracker.Flows[index];
        FlowOwners known = flow.Owners ?? FlowOwners.None;
        if (known is { Client: not null, Server: not null }) return;
        if (OpenFrameOwners is { } open)
        {
            OpenFrameOwners = null;
            _frameOwners = open();
        }

        if (_frameOwners is null || !_frameOwners.TryGetOwner(frame, out FrameOwner found)) return;
        bool isClient = found.IsSender == (direction == FlowDirection.FromInitiator);
        flow.Owners = known.Improve(isClient ? found.Owner : null, isClient ? null : found.Owner);
    }

    /// <summary>The flow of the packet that a tap is told of, as it stands; false for packets without one.</summary>
    public bool TryGetCurrentFlow(out FlowRecord flow)
    {
        if (_current >= 0) Attribution?.Attribute(ref _tracker.Flows[_current]);
        flow = _current < 0 ? default : _tracker.Record(_tracker.Flows[_current], FlowEndReason.None);
        return _current >= 0;
    }

    /// <summary>Moves packet time on while the wire is quiet, so that silent flows end. Called with wall time by live sources.</summary>
    public void Tick(Timestamp now) => _tracker.Advance(now.Nanoseconds);

    /// <summary>Ends all flows; called once, when no packet will follow.</summary>
    public void Complete() => _tracker.EndAll();
}
