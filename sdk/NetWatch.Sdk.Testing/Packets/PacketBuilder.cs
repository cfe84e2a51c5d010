using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>
/// Builds frames from the outermost header in, with the right lengths and checksums:
/// <c>new PacketBuilder().Ethernet().IPv4(a, b).Tcp(40000, 443, seq, ack, TcpFlags.Ack).Build(payload)</c>. Each method adds one layer and
/// returns the same builder; a builder without a link layer makes raw IP.
/// </summary>
public sealed class PacketBuilder
{
    static readonly byte[] DefaultDestination = [0x02, 0, 0, 0, 0, 0x02];
    static readonly byte[] DefaultSource = [0x02, 0, 0, 0, 0, 0x01];

    readonly List<FrameLayer> _layers = [];

    /// <summary>Ethernet II with locally administered addresses; the type is that of the layer inside.</summary>
    public PacketBuilder Ethernet() => Add(new EthernetLayer(DefaultDestination, DefaultSource, null));

    /// <summary>Ethernet II with addresses of six bytes and a type of your own.</summary>
    /// <exception cref="ArgumentException">An address is not six bytes long.</exception>
    public PacketBuilder Ethernet(ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source, ushort? etherType = null)
    {
        if (destination.Length != 6 || source.Length != 6) throw new ArgumentException("An Ethernet address has six bytes.", nameof(destination));
        return Add(new EthernetLayer(destination.ToArray(), source.ToArray(), etherType));
    }

    /// <summary>The cooked header of Linux, <see cref="LinkType.LinuxSll"/>.</summary>
    public PacketBuilder LinuxSll() => Add(new LinuxSllLayer());

    /// <summary>An 802.1Q tag.</summary>
    /// <param name="id">The VLAN, 0 to 4,095.</param>
    public PacketBuilder Vlan(ushort id) => Add(new VlanLayer(id, 0x8100));

    /// <summary>The outer tag of 802.1ad (QinQ); follow it with <see cref="Vlan"/>.</summary>
    /// <param name="id">The VLAN of the provider, 0 to 4,095.</param>
    public PacketBuilder ServiceVlan(ushort id) => Add(new VlanLayer(id, 0x88A8));

    /// <summary>An MPLS label; the innermost gets the bottom-of-stack bit.</summary>
    /// <param name="label">20 bits.</param>
    public PacketBuilder Mpls(int label) => Add(new MplsLayer(label));

    /// <summary>A PPPoE session header with PPP.</summary>
    public PacketBuilder Pppoe(ushort session) => Add(new PppoeLayer(session));

    /// <summary>IPv4 without options, "don't fragment" set.</summary>
    /// <param name="source">Sender.</param>
    /// <param name="destination">Receiver.</param>
    /// <param name="protocol">The protocol number; that of the layer inside when not given.</param>
    public PacketBuilder IPv4(NetAddress source, NetAddress destination, byte? protocol = null) =>
        Add(new IPv4Layer(source, destination, 1, 0x4000, protocol));

    /// <summary>An IPv4 fragment.</summary>
    /// <param name="source">Sender.</param>
    /// <param name="destination">Receiver.</param>
    /// <param name="protocol">The protocol number of the whole datagram.</param>
    /// <param name="identification">The same for all fragments of a datagram.</param>
    /// <param name="offset">Where the fragment begins in the datagram, in bytes; a multiple of eight.</param>
    /// <param name="moreFollow">Whether this is not the last.</param>
    public PacketBuilder IPv4Fragment(
        NetAddress source, NetAddress destination, byte protocol, ushort identification, int offset, bool moreFollow) =>
        Add(new IPv4Layer(source, destination, identification, (ushort)(offset / 8 | (moreFollow ? 0x2000 : 0)), protocol));

    /// <summary>IPv6 without extension headers.</summary>
    /// <param name="source">Sender.</param>
    /// <param name="destination">Receiver.</param>
    /// <param name="nextHeader">The next header; that of the layer inside when not given.</param>
    public PacketBuilder IPv6(NetAddress source, NetAddress destination, byte? nextHeader = null) =>
        Add(new IPv6Layer(source, destination, nextHeader));

    /// <summary>The fragment header of IPv6; put it after <see cref="IPv6"/>.</summary>
    /// <param name="nextHeader">The protocol number of the whole datagram.</param>
    /// <param name="identification">The same for all fragments of a datagram.</param>
    /// <param name="offset">Where the fragment begins in the datagram, in bytes; a multiple of eight.</param>
    /// <param name="moreFollow">Whether this is not the last.</param>
    public PacketBuilder IPv6Fragment(byte nextHeader, uint identification, int offset, bool moreFollow) =>
        Add(new IPv6FragmentLayer((ushort)(offset | (moreFollow ? 1 : 0)), identification, nextHeader));

    /// <summary>IPv4 or IPv6, as the addresses are.</summary>
    public PacketBuilder IP(NetAddress source, NetAddress destination) =>
        source.IsIPv4 ? IPv4(source, destination) : IPv6(source, destination);

    /// <summary>TCP.</summary>
    /// <param name="sourcePort">Port of the sender.</param>
    /// <param name="destinationPort">Port of the receiver.</param>
    /// <param name="sequence">Sequence number.</param>
    /// <param name="acknowledgement">Acknowledgement number.</param>
    /// <param name="flags">Control bits.</param>
    /// <param name="window">Window.</param>
    /// <param name="options">Options, at most 40 bytes; padded with zeros to a multiple of four.</param>
    public PacketBuilder Tcp(
        ushort sourcePort, ushort destinationPort, uint sequence, uint acknowledgement, TcpFlags flags, ushort window = 65_535,
        ReadOnlySpan<byte> options = default) =>
        Add(new TcpLayer(sourcePort, destinationPort, sequence, acknowledgement, flags, window, options.ToArray()));

    /// <summary>UDP.</summary>
    public PacketBuilder Udp(ushort sourcePort, ushort destinationPort) => Add(new UdpLayer(sourcePort, destinationPort));

    /// <summary>GRE; put IP or Ethernet inside.</summary>
    public PacketBuilder Gre() => Add(new GreLayer());

    /// <summary>VXLAN; put it after UDP to port 4789, and Ethernet inside.</summary>
    /// <param name="network">The network identifier, 24 bits.</param>
    public PacketBuilder Vxlan(int network) => Add(new VxlanLayer(network));

    /// <summary>Geneve with one option; put it after UDP to port 6081, and Ethernet or IP inside.</summary>
    /// <param name="network">The network identifier, 24 bits.</param>
    public PacketBuilder Geneve(int network) => Add(new GeneveLayer(network));

    /// <summary>GTP-U; put it after UDP to port 2152, and IP inside.</summary>
    public PacketBuilder GtpU(uint tunnel) => Add(new GtpULayer(tunnel));

    /// <summary>A header that the builder has no method for.</summary>
    /// <param name="header">Its bytes.</param>
    /// <param name="etherType">The type by which a link layer outside names it; 0 when it stands inside none.</param>
    /// <param name="ipProtocol">The number by which an IP layer outside names it; 59 when it stands inside none.</param>
    public PacketBuilder Raw(ReadOnlySpan<byte> header, ushort etherType = 0, byte ipProtocol = 59) =>
        Add(new RawLayer(header.ToArray(), etherType, ipProtocol));

    /// <summary>The frame with a payload inside all layers. The builder can build again, with another payload.</summary>
    /// <exception cref="OverflowException">The payload is longer than the length fields of its layers can say.</exception>
    public byte[] Build(ReadOnlySpan<byte> payload = default)
    {
        byte[] frame = payload.ToArray();
        for (int i = _layers.Count - 1; i >= 0; i--)
            frame = _layers[i].Wrap(frame, NetworkAround(i), i + 1 < _layers.Count ? _layers[i + 1] : null);
        return frame;
    }

    FrameLayer? NetworkAround(int layer) => _layers.Take(layer).LastOrDefault(outer => outer is IPv4Layer or IPv6Layer);

    PacketBuilder Add(FrameLayer layer)
    {
        _layers.Add(layer);
        return this;
    }
}
