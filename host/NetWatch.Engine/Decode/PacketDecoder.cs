using System.Runtime.CompilerServices;
using NetWatch.Engine.Fragments;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>Reads the headers of packets. One instance per worker: it keeps fragments and counters.</summary>
public sealed class PacketDecoder
{
    // Eight tunnels with a full chain of extension headers each stay below this; only an endless chain reaches it.
    const int MaxLayers = 160;

    readonly FragmentReassembler _fragments;
    DecodedPacket _outer;

    /// <summary>Makes a decoder.</summary>
    /// <param name="options">How many fragments may wait; null for the usual ceilings.</param>
    public PacketDecoder(EngineOptions? options = null) => _fragments = new FragmentReassembler(Counters, options ?? new EngineOptions());

    /// <summary>What was met so far.</summary>
    public DecodeCounters Counters { get; } = new();

    /// <summary>
    /// Decodes one frame. Never throws and allocates nothing in the steady state, whatever the bytes are.
    /// </summary>
    /// <returns>
    /// The bytes that the offsets of <paramref name="packet"/> refer to: the frame itself, or the datagram that this frame
    /// completed. They are good until the next call.
    /// </returns>
    public ReadOnlySpan<byte> Decode(scoped in CapturedPacket frame, ref DecodedPacket packet)
    {
        Counters.Frames++;
        return frame.LinkType == LinkType.Ethernet && CommonFrame.TryDecode(frame.Bytes, ref packet)
            ? frame.Bytes
            : DecodeAny(frame, ref packet);
    }

    /// <summary>Decodes a frame of the most common kind, of which nothing else depends and which depends on nothing else; false for all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryDecodeAlone(scoped ReadOnlySpan<byte> frame, LinkType linkType, ref DecodedPacket packet)
    {
        if (linkType != LinkType.Ethernet || !CommonFrame.TryDecode(frame, ref packet)) return false;
        Counters.Frames++;
        return true;
    }

    ReadOnlySpan<byte> DecodeAny(scoped in CapturedPacket frame, scoped ref DecodedPacket packet)
    {
        packet = default;
        var cursor = new LayerCursor(frame.Bytes, frame.WireLength, frame.Time, _fragments, ref _outer, (int)frame.LinkType);
        Layer end = Walk(ref cursor, ref packet);
        // Inside the tunnel there was no IP packet: what looks like a tunnel was none, or none that is understood.
        if (cursor.IsUnproven)
        {
            packet = _outer;
            if (end != Layer.TooDeep) end = Layer.Done;
        }

        Conclude(end, ref packet);
        return cursor.Bytes;
    }

    void Conclude(Layer end, ref DecodedPacket packet)
    {
        if (end == Layer.Malformed) packet.Traits |= PacketTraits.Malformed;
        else if (end == Layer.Cut) packet.Traits |= PacketTraits.Truncated;
        else if (end == Layer.TooDeep) Counters.TooDeep++;
        else if (end == Layer.UnknownLink) Counters.UnknownLinkType++;
        else if (!packet.HasIp) Counters.NotIp++;
        if (packet.IsMalformed) Counters.Malformed++;
        if (packet.IsTruncated) Counters.Truncated++;
    }

    static Layer Walk(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        Layer layer = Layer.Link;
        for (int layers = 0; layers < MaxLayers; layers++)
        {
            layer = layer switch
            {
                Layer.Link => LinkHeaders.ReadLink(ref cursor),
                Layer.Ethernet => EthernetHeaders.ReadEthernet(ref cursor, ref packet),
                Layer.EtherType => EthernetHeaders.ReadEtherType(ref cursor, ref packet),
                Layer.Llc => EthernetHeaders.ReadLlc(ref cursor),
                Layer.Mpls => MplsHeaders.Read(ref cursor, ref packet),
                Layer.Ppp => SerialHeaders.ReadPpp(ref cursor, ref packet),
                Layer.PppHdlc => SerialHeaders.ReadPppHdlc(ref cursor),
                Layer.Pppoe => SerialHeaders.ReadPppoe(ref cursor),
                Layer.CiscoHdlc => SerialHeaders.ReadCiscoHdlc(ref cursor),
                Layer.FrameRelay => SerialHeaders.ReadFrameRelay(ref cursor),
                Layer.Loopback => LinkHeaders.ReadLoopback(ref cursor),
                Layer.LinuxSll => LinkHeaders.ReadLinuxSll(ref cursor),
                Layer.LinuxSll2 => LinkHeaders.ReadLinuxSll2(ref cursor),
                Layer.NfLog => LinkHeaders.ReadNfLog(ref cursor),
                Layer.PktAp => LinkHeaders.ReadPktAp(ref cursor),
                Layer.Ppi => LinkHeaders.ReadPpi(ref cursor),
                Layer.Prism => WirelessHeaders.ReadPrism(ref cursor),
                Layer.Radiotap => WirelessHeaders.ReadRadiotap(ref cursor),
                Layer.Ieee80211 => WirelessHeaders.ReadFrame(ref cursor, hasPadding: false, isSwapped: false),
                Layer.CapwapFrame => WirelessHeaders.ReadCapwapFrame(ref cursor),
                Layer.Ip => IPv4Header.ReadEither(ref cursor),
                Layer.IPv4 => IPv4Header.Read(ref cursor, ref packet),
                Layer.IPv6 => IPv6Headers.Read(ref cursor, ref packet),
                Layer.IpProtocol => IpProtocols.Read(ref cursor, ref packet),
                Layer.Gre => GreHeaders.Read(ref cursor),
                Layer.ErspanII => GreHeaders.ReadErspanII(ref cursor),
                Layer.ErspanIII => GreHeaders.ReadErspanIII(ref cursor),
                Layer.Nsh => GreHeaders.ReadNsh(ref cursor),
                Layer.Tcp => TransportHeaders.ReadTcp(ref cursor, ref packet),
                Layer.Udp => TransportHeaders.ReadUdp(ref cursor, ref packet),
                Layer.Sctp => TransportHeaders.ReadSctp(ref cursor, ref packet),
                Layer.Icmp => TransportHeaders.ReadIcmp(ref cursor, ref packet, request: 8, reply: 0),
                Layer.IcmpV6 => TransportHeaders.ReadIcmp(ref cursor, ref packet, request: 128, reply: 129),
                Layer.UdpTunnel => UdpTunnels.Read(ref cursor, ref packet),
                _ => layer,
            };
            if (layer < Layer.Ethernet) return layer;
        }

        return Layer.TooDeep;
    }
}
