using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using NetWatch.Engine.Fragments;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>What IPv4 and IPv6 have in common: what they carry, by its number, and fragments.</summary>
static class IpProtocols
{
    const int Ipv4InIp = 4;
    const int Ipv6InIp = 41;
    const int Routing = 43;
    const int Fragmentation = 44;
    const int Gre = 47;
    const int Authentication = 51;
    const int DestinationOptions = 60;
    const int EtherIp = 97;
    const int Pim = 103;
    const int Mobility = 135;
    const int MplsInIp = 137;
    const int HostIdentity = 139;
    const int Shim6 = 140;

    /// <summary>Begins a packet at an IP header that checks out. What an outer packet left behind is cleared.</summary>
    internal static void Accept(ref LayerCursor cursor, ref DecodedPacket packet, int etherType)
    {
        cursor.Prove();
        cursor.ExtensionHeaders = 0;
        packet.EtherType = (ushort)etherType;
        packet.NetworkOffset = cursor.Offset;
        packet.TransportOffset = 0;
        packet.Transport = Transport.None;
        packet.SourcePort = 0;
        packet.DestinationPort = 0;
        packet.TcpSequence = 0;
        packet.TcpAcknowledgment = 0;
        packet.TcpWindow = 0;
        packet.TcpFlags = 0;
        PacketTraits kept = packet.Traits & PacketTraits.Reassembled;
        packet.Traits = kept | PacketTraits.Ip | (cursor.Tunnels > 0 ? PacketTraits.Tunneled : PacketTraits.None);
        ClearPayload(ref packet);
    }

    internal static Layer Read(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        packet.IpProtocol = (byte)cursor.Next;
        packet.TransportOffset = cursor.Offset;
        SetPayload(cursor, ref packet);
        bool isIPv6 = packet.EtherType == EthernetHeaders.IPv6;
        switch (cursor.Next)
        {
            case (int)Transport.Tcp: return Layer.Tcp;
            case (int)Transport.Udp: return Layer.Udp;
            case (int)Transport.Icmp: return isIPv6 ? Layer.Done : Layer.Icmp;
            case (int)Transport.IcmpV6: return isIPv6 ? Layer.IcmpV6 : Layer.Done;
            case (int)Transport.Sctp: return Layer.Sctp;
            case Ipv4InIp: return Enter(ref cursor, packet, Layer.IPv4);
            case Ipv6InIp: return Enter(ref cursor, packet, Layer.IPv6);
            case Gre: return Enter(ref cursor, packet, Layer.Gre);
            case MplsInIp: return Enter(ref cursor, packet, Layer.Mpls);
            case EtherIp: return EnterEtherIp(ref cursor, packet);
            case Pim: return EnterPimRegister(ref cursor, packet);
            case Authentication: return IPv6Headers.SkipAuthentication(ref cursor);
            case Fragmentation: return isIPv6 ? IPv6Headers.ReadFragment(ref cursor, ref packet) : Layer.Done;
            case IPv6Headers.HopByHop or Routing or DestinationOptions or Mobility or HostIdentity or Shim6:
                return isIPv6 ? IPv6Headers.SkipExtension(ref cursor) : Layer.Done;
            // ESP hides what follows; of anything else the addresses and the number are all that is known.
            default: return Layer.Done;
        }
    }

    /// <summary>Hands a fragment in. True when it completed its datagram, and the cursor stands before that.</summary>
    internal static bool Reassemble(ref LayerCursor cursor, ref DecodedPacket packet, in FragmentKey key, in Fragment piece)
    {
        ClearPayload(ref packet);
        packet.Traits |= PacketTraits.Fragment;
        if (piece.WireLength > piece.Data.Length) packet.Traits |= PacketTraits.Truncated;
        if (!cursor.Fragments.TryComplete(key, piece, cursor.Time, out ReadOnlySpan<byte> datagram, out int wireLength))
        {
            if (piece.Offset == 0) ReadPorts(piece, ref packet);
            return false;
        }

        cursor.Replace(datagram, wireLength);
        packet.Traits = packet.Traits & ~PacketTraits.Fragment | PacketTraits.Reassembled;
        return true;
    }

    // The first fragment has the ports, and they say whose datagram it is even when the rest never comes. What may be a tunnel is left
    // alone: its flow is the one inside.
    static void ReadPorts(in Fragment first, ref DecodedPacket packet)
    {
        if (first.Data.Length < 4 || (Transport)first.NextHeader is not (Transport.Tcp or Transport.Udp or Transport.Sctp)) return;
        ushort source = BinaryPrimitives.ReadUInt16BigEndian(first.Data), destination = BinaryPrimitives.ReadUInt16BigEndian(first.Data[2..]);
        if ((Transport)first.NextHeader == Transport.Udp && UdpTunnels.MayBeTunnel(source, destination)) return;
        (packet.SourcePort, packet.DestinationPort) = (source, destination);
    }

    /// <summary>What is left of the layer is the payload.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetPayload(in LayerCursor cursor, ref DecodedPacket packet)
    {
        packet.PayloadOffset = cursor.Offset;
        packet.PayloadLength = cursor.Available;
        packet.PayloadWireLength = cursor.WireAvailable;
        if (cursor.WireEnd > cursor.End) packet.Traits |= PacketTraits.Truncated;
    }

    static void ClearPayload(ref DecodedPacket packet)
    {
        packet.TransportOffset = 0;
        packet.PayloadOffset = 0;
        packet.PayloadLength = 0;
        packet.PayloadWireLength = 0;
    }

    static Layer Enter(ref LayerCursor cursor, in DecodedPacket packet, Layer inside) =>
        cursor.TryEnterTunnel(packet) ? inside : Layer.TooDeep;

    // RFC 7761 §4.9.3: a register message carries a multicast packet to the rendezvous point, unless it is a null register.
    static Layer EnterPimRegister(ref LayerCursor cursor, in DecodedPacket packet)
    {
        const byte VersionAndRegister = 0x21;
        const int NullRegister = 0x40;
        if (!cursor.Has(8) || cursor.Byte(0) != VersionAndRegister || (cursor.Byte(4) & NullRegister) != 0) return Layer.Done;
        cursor.Advance(8);
        return Enter(ref cursor, packet, Layer.Ip);
    }

    // RFC 3378: a version of 3 in two bytes, then an Ethernet frame.
    static Layer EnterEtherIp(ref LayerCursor cursor, in DecodedPacket packet)
    {
        if (!cursor.Has(2)) return cursor.Missing(2);
        if (cursor.Byte(0) >> 4 != 3) return Layer.Done;
        cursor.Advance(2);
        return Enter(ref cursor, packet, Layer.Ethernet);
    }
}
