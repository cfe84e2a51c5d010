using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>TCP, UDP, SCTP, ICMP and ICMPv6: ports, and where the payload is.</summary>
static class TransportHeaders
{
    const int TcpMinimum = 20;
    const int UdpLength = 8;
    const int SctpLength = 12;
    const int IcmpLength = 8;

    // RFC 9293 §3.1.
    internal static Layer ReadTcp(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(TcpMinimum)) return ReadCutPorts(ref cursor, ref packet, Transport.Tcp, TcpMinimum);
        SetPorts(cursor, ref packet, Transport.Tcp);
        packet.TcpSequence = cursor.UInt32(4);
        packet.TcpAcknowledgment = cursor.UInt32(8);
        packet.TcpFlags = cursor.Byte(13);
        packet.TcpWindow = cursor.UInt16(14);
        int headerLength = (cursor.Byte(12) >> 4) * 4;
        if (headerLength < TcpMinimum || headerLength > cursor.WireAvailable)
        {
            SetNoPayload(cursor, ref packet, 0);
            return Layer.Malformed;
        }

        if (!cursor.Has(headerLength))
        {
            SetNoPayload(cursor, ref packet, cursor.WireAvailable - headerLength);
            return Layer.Cut;
        }

        cursor.Advance(headerLength);
        IpProtocols.SetPayload(cursor, ref packet);
        return Layer.Done;
    }

    // RFC 768. A length of zero is a jumbogram (RFC 2675 §4) or segmentation offload.
    internal static Layer ReadUdp(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(UdpLength)) return ReadCutPorts(ref cursor, ref packet, Transport.Udp, UdpLength);
        SetPorts(cursor, ref packet, Transport.Udp);
        int length = cursor.UInt16(4);
        cursor.Advance(UdpLength);
        bool fits = length == 0 || length >= UdpLength && cursor.TryLimit(length - UdpLength);
        IpProtocols.SetPayload(cursor, ref packet);
        if (!fits) return Layer.Malformed;
        return UdpTunnels.MayBeTunnel(packet.SourcePort, packet.DestinationPort) ? Layer.UdpTunnel : Layer.Done;
    }

    // RFC 9260 §3.1. The chunks behind the common header are the payload.
    internal static Layer ReadSctp(ref LayerCursor cursor, ref DecodedPacket packet)
    {
        if (!cursor.Has(SctpLength)) return ReadCutPorts(ref cursor, ref packet, Transport.Sctp, SctpLength);
        SetPorts(cursor, ref packet, Transport.Sctp);
        cursor.Advance(SctpLength);
        IpProtocols.SetPayload(cursor, ref packet);
        return Layer.Done;
    }

    /// <summary>ICMP and ICMPv6, which differ in the numbers of the two echo messages.</summary>
    internal static Layer ReadIcmp(ref LayerCursor cursor, ref DecodedPacket packet, byte request, byte reply)
    {
        if (!cursor.Has(4)) return cursor.Missing(4);
        packet.Transport = (Transport)cursor.Next;
        byte type = cursor.Byte(0);
        // The identifier stands on the side of the one who asks, so that question and answer are one flow.
        if (cursor.Has(6) && type == request) packet.SourcePort = cursor.UInt16(4);
        else if (cursor.Has(6) && type == reply) packet.DestinationPort = cursor.UInt16(4);
        if (!cursor.Has(IcmpLength))
        {
            SetNoPayload(cursor, ref packet, Math.Max(0, cursor.WireAvailable - IcmpLength));
            return cursor.Missing(IcmpLength);
        }

        cursor.Advance(IcmpLength);
        IpProtocols.SetPayload(cursor, ref packet);
        return Layer.Done;
    }

    // A snaplen that cuts through the transport header usually leaves the ports, which is enough to know the flow.
    static Layer ReadCutPorts(ref LayerCursor cursor, ref DecodedPacket packet, Transport transport, int headerLength)
    {
        if (cursor.WireAvailable < headerLength) return Layer.Malformed;
        if (!cursor.Has(4)) return Layer.Cut;
        SetPorts(cursor, ref packet, transport);
        SetNoPayload(cursor, ref packet, cursor.WireAvailable - headerLength);
        return Layer.Cut;
    }

    static void SetPorts(in LayerCursor cursor, ref DecodedPacket packet, Transport transport)
    {
        packet.Transport = transport;
        packet.SourcePort = cursor.UInt16(0);
        packet.DestinationPort = cursor.UInt16(2);
    }

    static void SetNoPayload(in LayerCursor cursor, ref DecodedPacket packet, int wireLength)
    {
        packet.PayloadOffset = cursor.End;
        packet.PayloadLength = 0;
        packet.PayloadWireLength = wireLength;
    }
}
