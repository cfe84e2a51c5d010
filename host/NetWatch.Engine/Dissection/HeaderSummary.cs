using System.Globalization;
using NetWatch.Engine.Decode;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Dissection;

/// <summary>The line of the Info column for packets that no dissector explains.</summary>
static class HeaderSummary
{
    internal static string Of(in DecodedPacket packet, ReadOnlySpan<byte> data)
    {
        if (!packet.HasIp) return Link(packet, data);
        if (packet.IsFragment) return "IP fragment";
        return packet.Transport switch
        {
            Transport.Tcp => Tcp(packet),
            Transport.Udp => string.Create(CultureInfo.InvariantCulture, $"{packet.SourcePort} → {packet.DestinationPort} Len={packet.PayloadWireLength}"),
            Transport.Icmp => Icmp(packet, data, IcmpNames.V4),
            Transport.IcmpV6 => Icmp(packet, data, IcmpNames.V6),
            Transport.Sctp => string.Create(CultureInfo.InvariantCulture, $"SCTP {packet.SourcePort} → {packet.DestinationPort}"),
            _ => IpProtocolNames.Of(packet.IpProtocol),
        };
    }

    static string Tcp(in DecodedPacket packet)
    {
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{packet.SourcePort} → {packet.DestinationPort} [{TcpFlagNames.Of(packet.TcpFlags)}] Seq={packet.TcpSequence}");
        if ((packet.TcpFlags & 16) != 0) text += string.Create(CultureInfo.InvariantCulture, $" Ack={packet.TcpAcknowledgment}");
        return text + string.Create(CultureInfo.InvariantCulture, $" Win={packet.TcpWindow} Len={packet.PayloadWireLength}");
    }

    static string Icmp(in DecodedPacket packet, ReadOnlySpan<byte> data, Func<byte, byte, string> name) =>
        packet.TransportOffset + 1 < data.Length ? name(data[packet.TransportOffset], data[packet.TransportOffset + 1]) : "ICMP, cut short";

    static string Link(in DecodedPacket packet, ReadOnlySpan<byte> data) => packet.EtherType switch
    {
        0x0806 => ArpText.Of(data, packet.NetworkOffset),
        0x88CC => "LLDP",
        0x8863 => "PPPoE discovery",
        0x888E => "EAPOL",
        0x88E5 => "MACsec",
        0 => "not IP",
        _ => string.Create(CultureInfo.InvariantCulture, $"EtherType 0x{packet.EtherType:x4}"),
    };
}
