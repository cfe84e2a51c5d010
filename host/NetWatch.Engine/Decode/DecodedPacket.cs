using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>
/// What the headers of one packet say, from the link layer to the transport. Inside a tunnel it is the innermost packet that
/// could be read. Offsets refer to the span that <see cref="PacketDecoder.Decode"/> returned for it.
/// </summary>
public struct DecodedPacket
{
    /// <summary>Source address; "none" unless <see cref="HasIp"/>.</summary>
    public NetAddress Source { readonly get; set; }

    /// <summary>Destination address; "none" unless <see cref="HasIp"/>.</summary>
    public NetAddress Destination { readonly get; set; }

    /// <summary>Where the IP header begins (behind the link layer when there is none).</summary>
    public int NetworkOffset { readonly get; set; }

    /// <summary>Where the transport header begins; 0 when it was not reached.</summary>
    public int TransportOffset { readonly get; set; }

    /// <summary>Where the payload of the transport begins.</summary>
    public int PayloadOffset { readonly get; set; }

    /// <summary>How many bytes of the payload were captured. Padding behind the packet is not payload.</summary>
    public int PayloadLength { readonly get; set; }

    /// <summary>How many bytes of payload the headers declare; more than <see cref="PayloadLength"/> when the packet was cut.</summary>
    public int PayloadWireLength { readonly get; set; }

    /// <summary>TCP sequence number; 0 for other transports.</summary>
    public uint TcpSequence { readonly get; set; }

    /// <summary>TCP acknowledgment number; 0 for other transports.</summary>
    public uint TcpAcknowledgment { readonly get; set; }

    /// <summary>
    /// Source port. For ICMP echo requests the identifier and for replies 0, so that both directions make one flow.
    /// </summary>
    public ushort SourcePort { readonly get; set; }

    /// <summary>Destination port. For ICMP echo replies the identifier and for requests 0.</summary>
    public ushort DestinationPort { readonly get; set; }

    /// <summary>The last EtherType (or its equivalent in other link layers); 0 when the link layer has none.</summary>
    public ushort EtherType { readonly get; set; }

    /// <summary>The innermost 802.1Q VLAN id; 0 when untagged.</summary>
    public ushort VlanId { readonly get; set; }

    /// <summary>TCP window as it stands in the header, not scaled.</summary>
    public ushort TcpWindow { readonly get; set; }

    /// <summary>TCP flags: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN from the highest bit down.</summary>
    public byte TcpFlags { readonly get; set; }

    /// <summary>The IP protocol behind all extension headers; only meaningful when <see cref="HasIp"/>.</summary>
    public byte IpProtocol { readonly get; set; }

    /// <summary>What a flow of this packet runs on; <see cref="Transport.None"/> when there is none or its header was not readable.</summary>
    public Transport Transport { readonly get; set; }

    /// <summary>What was found on the way.</summary>
    public PacketTraits Traits { readonly get; set; }

    /// <summary>Whether an IP header was read, so that the addresses mean something.</summary>
    public readonly bool HasIp => (Traits & PacketTraits.Ip) != 0;

    /// <summary>Whether the packet was found inside a tunnel.</summary>
    public readonly bool IsTunneled => (Traits & PacketTraits.Tunneled) != 0;

    /// <summary>Whether decoding stopped at a header that contradicts itself or what is around it.</summary>
    public readonly bool IsMalformed => (Traits & PacketTraits.Malformed) != 0;

    /// <summary>Whether bytes that the headers declare were not captured (snaplen). Not the same as malformed.</summary>
    public readonly bool IsTruncated => (Traits & PacketTraits.Truncated) != 0;

    /// <summary>
    /// Whether this is an IP fragment that does not complete a datagram; it has no payload, and ports only when it is the first one.
    /// </summary>
    public readonly bool IsFragment => (Traits & PacketTraits.Fragment) != 0;

    /// <summary>Whether this datagram was put together of fragments; the bytes are then not those of the frame.</summary>
    public readonly bool IsReassembled => (Traits & PacketTraits.Reassembled) != 0;
}
