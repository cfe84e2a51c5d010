using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>
/// Sends the traffic of a capture differently: cut, ordered, repeated, fragmented, tagged or tunnelled. The streams and datagrams stay the same,
/// so an analysis must give the same protocols, names and fingerprints. Deterministic: the same capture and seed give the same packets.
/// </summary>
/// <remarks>
/// Packets that are not whole, or not understood (IP behind other tunnels, for instance), are passed on unchanged; variants that change the
/// link type leave frames without IP out.
/// </remarks>
public static class TrafficTransformer
{
    static readonly NetAddress TunnelA = NetAddress.FromIPv4(0xCB00_7101), TunnelB = NetAddress.FromIPv4(0xCB00_7102);
    static readonly NetAddress TunnelA6 = new(0x2001_0DB8_0000_0000, 0xA), TunnelB6 = new(0x2001_0DB8_0000_0000, 0xB);

    /// <summary>Every kind of variant once, for theories that must hold for all of them.</summary>
    /// <param name="seed">Seeds what is random.</param>
    public static IReadOnlyList<TrafficVariant> Variants(int seed) => [.. Segments(seed), .. Fragments(seed), .. Headers()];

    /// <summary>Cuts the data of TCP segments to a size; segments that are smaller stay as they are.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="segmentBytes">The most data of one segment, at least 1.</param>
    public static CaptureSample Resegment(CaptureSample capture, int segmentBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentBytes, 1);
        return TcpTransforms.Resegment(capture, () => segmentBytes);
    }

    /// <summary>Cuts the data of TCP segments to random sizes.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="largest">The most data of one segment, at least 1.</param>
    /// <param name="seed">Seeds the sizes.</param>
    public static CaptureSample ResegmentRandomly(CaptureSample capture, int largest, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1);
        var random = new Random(seed);
        return TcpTransforms.Resegment(capture, () => random.Next(1, largest + 1));
    }

    /// <summary>Joins TCP segments that follow each other, as segmentation offload does.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="largest">The most data of a joined segment: 1 to 65,000 bytes.</param>
    public static CaptureSample Coalesce(CaptureSample capture, int largest = 60_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(largest, 65_000);
        return TcpTransforms.Coalesce(capture, largest);
    }

    /// <summary>Changes the order of TCP data segments within each burst of one side.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="distance">How many places a segment may move, at least 1.</param>
    /// <param name="seed">Seeds the order.</param>
    public static CaptureSample Reorder(CaptureSample capture, int distance, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(distance, 1);
        return TcpTransforms.Reorder(capture, seed, distance);
    }

    /// <summary>Lets some packets arrive twice, as behind a mirror port.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="percent">How many of a hundred.</param>
    /// <param name="seed">Seeds the choice.</param>
    public static CaptureSample Duplicate(CaptureSample capture, int percent, int seed)
    {
        var random = new Random(seed);
        return new CaptureSample(capture.Packets.SelectMany(packet => random.Next(100) < percent ? (SamplePacket[])[packet, packet] : [packet]));
    }

    /// <summary>Repeats TCP data that was sent before, in segments cut at other places.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="percent">After how many of a hundred data segments.</param>
    /// <param name="seed">Seeds the choice.</param>
    public static CaptureSample Retransmit(CaptureSample capture, int percent, int seed) => TcpTransforms.Retransmit(capture, seed, percent);

    /// <summary>Lets TCP data segments begin with bytes that were sent already.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="largest">The most bytes of overlap, at least 1.</param>
    /// <param name="seed">Seeds the sizes.</param>
    public static CaptureSample Overlap(CaptureSample capture, int largest, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1);
        return TcpTransforms.Overlap(capture, seed, largest);
    }

    /// <summary>Cuts IPv4 and IPv6 datagrams into fragments.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="mtu">The most bytes of a datagram, IP header included; fragments carry at least eight bytes even so.</param>
    /// <param name="order">The order of the fragments of a datagram.</param>
    /// <param name="seed">Seeds <see cref="FragmentOrder.Shuffled"/>.</param>
    public static CaptureSample Fragment(CaptureSample capture, int mtu, FragmentOrder order, int seed = 0) =>
        FragmentTransforms.Fragment(capture, mtu, order, seed);

    /// <summary>Keeps no more than the first bytes of each packet, as a snaplen does. Unlike the other variants this one loses data.</summary>
    public static CaptureSample Cut(CaptureSample capture, int snapLength) => new(capture.Packets.Select(packet =>
        packet with { Bytes = packet.Bytes[..Math.Min(packet.Bytes.Length, snapLength)] }));

    /// <summary>Puts IP datagrams behind other headers.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="linkType">The link type of the frames that the builder makes.</param>
    /// <param name="headers">Makes a builder with the headers to stand before the IP header; called for each frame.</param>
    public static CaptureSample Encapsulate(CaptureSample capture, LinkType linkType, Func<PacketBuilder> headers) =>
        Encapsulation.Apply(capture, linkType, headers);

    static IEnumerable<TrafficVariant> Segments(int seed) =>
    [
        new("segments of 1 byte", capture => Resegment(capture, 1)),
        new("segments of 7 bytes", capture => Resegment(capture, 7)),
        new("segments of 536 bytes", capture => Resegment(capture, 536)),
        new("segments of random size", capture => ResegmentRandomly(capture, 400, seed)),
        new("coalesced", capture => Coalesce(capture)),
        new("coalesced and cut again", capture => ResegmentRandomly(Coalesce(capture), 3000, seed)),
        new("reordered", capture => Reorder(ResegmentRandomly(capture, 300, seed), 4, seed)),
        new("every packet twice", capture => Duplicate(capture, 100, seed)),
        new("retransmitted, cut differently", capture => Retransmit(ResegmentRandomly(capture, 500, seed), 40, seed)),
        new("overlapping", capture => Overlap(ResegmentRandomly(capture, 300, seed), 200, seed)),
        new("retransmitted, overlapping and reordered", capture =>
            Reorder(Overlap(Retransmit(ResegmentRandomly(capture, 300, seed), 30, seed), 100, seed), 6, seed)),
    ];

    static IEnumerable<TrafficVariant> Fragments(int seed) =>
    [
        new("IP fragments in order", capture => Fragment(capture, 256, FragmentOrder.InOrder)),
        new("IP fragments reversed", capture => Fragment(capture, 256, FragmentOrder.Reversed)),
        new("IP fragments shuffled", capture => Fragment(capture, 128, FragmentOrder.Shuffled, seed)),
    ];

    static IEnumerable<TrafficVariant> Headers() =>
    [
        OnEthernet("VLAN", link => link.Vlan(42)),
        OnEthernet("QinQ", link => link.ServiceVlan(7).Vlan(42)),
        OnEthernet("MPLS, two labels", link => link.Mpls(16).Mpls(1_048_575)),
        OnEthernet("PPPoE", link => link.Pppoe(3)),
        OnEthernet("GRE", link => link.IPv4(TunnelA, TunnelB).Gre()),
        OnEthernet("IP in IPv4", link => link.IPv4(TunnelA, TunnelB)),
        OnEthernet("IP in IPv6", link => link.IPv6(TunnelA6, TunnelB6)),
        OnEthernet("VXLAN", link => link.IPv4(TunnelA, TunnelB).Udp(50_000, 4789).Vxlan(77).Ethernet()),
        OnEthernet("VXLAN over IPv6", link => link.IPv6(TunnelA6, TunnelB6).Udp(50_000, 4789).Vxlan(77).Ethernet()),
        OnEthernet("Geneve", link => link.IPv4(TunnelA, TunnelB).Udp(50_000, 6081).Geneve(77).Ethernet()),
        OnEthernet("GTP-U", link => link.IPv4(TunnelA, TunnelB).Udp(2152, 2152).GtpU(0x0102_0304)),
        new("Linux cooked", capture => Encapsulate(capture, LinkType.LinuxSll, () => new PacketBuilder().LinuxSll())),
        new("raw IP", capture => Encapsulate(capture, LinkType.Raw, () => new PacketBuilder())),
    ];

    static TrafficVariant OnEthernet(string name, Func<PacketBuilder, PacketBuilder> headers) =>
        new(name, capture => Encapsulate(capture, LinkType.Ethernet, () => headers(new PacketBuilder().Ethernet())));
}
