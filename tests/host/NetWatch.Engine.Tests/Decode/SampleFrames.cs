using NetWatch.Sdk.Packets;
using static NetWatch.Engine.Tests.Decode.Bytes;

namespace NetWatch.Engine.Tests.Decode;

/// <summary>
/// One frame of every way that an IP packet can be wrapped. In each of them the same UDP datagram waits inside: from port 1111 to
/// port 2222, with <see cref="Payload"/>.
/// </summary>
static class SampleFrames
{
    internal const ushort SourcePort = 1111;
    internal const ushort DestinationPort = 2222;

    internal static readonly byte[] Payload = "the payload of it all"u8.ToArray();
    internal static readonly byte[] Inside4 = IPv4(17, Udp(SourcePort, DestinationPort, Payload));
    internal static readonly byte[] Inside6 = IPv6(17, Udp(SourcePort, DestinationPort, Payload));
    static readonly byte[] Snap = Hex("AAAA03 000000 0800");
    static readonly byte[] WirelessData = Hex("0801 0000 020000000001 020000000002 020000000003 1000");

    /// <summary>What a link layer may look like.</summary>
    internal static IReadOnlyDictionary<string, SampleFrame> LinkLayers { get; } = new Dictionary<string, SampleFrame>
    {
        ["ethernet, ipv4"] = Ether(0x0800, Inside4),
        ["ethernet, ipv6"] = Ether(0x86DD, Inside6),
        ["ethernet, padded"] = Ether(0x0800, Join(Inside4, new byte[9])),
        ["802.1Q"] = Ether(0x8100, Join(Hex("0064 0800"), Inside4)),
        ["802.1ad"] = Ether(0x88A8, Join(Hex("0001 8100 0064 86DD"), Inside6)),
        ["QinQ of old"] = Ether(0x9100, Join(Hex("0001 8100 0064 0800"), Inside4)),
        ["802.1BR"] = Ether(0x893F, Join(Hex("000000000000 0800"), Inside4)),
        ["802.1ah"] = Ether(0x88E7, Join(Hex("00001234"), Bytes.Ethernet(0x0800, Inside4))),
        ["group tag of Cisco"] = Ether(0x8909, Join(Hex("0101 0001 0005 0800"), Inside4)),
        ["MACsec in the clear"] = Ether(0x88E5, Join(Hex("2000 00000001 0200000000010001 0800"), Inside4, new byte[16])),
        ["MPLS"] = Ether(0x8847, Join(Hex("000010FF 000021FF"), Inside4)),
        ["MPLS, ipv6"] = Ether(0x8847, Join(Hex("000021FF"), Inside6)),
        ["PPPoE"] = Ether(0x8864, Join(Hex("1100 0001"), U16(2 + Inside4.Length), Hex("0021"), Inside4, new byte[6])),
        ["LLC and SNAP"] = Ether(8 + Inside4.Length, Join(Snap, Inside4, new byte[5])),
        ["LLC with IP"] = Ether(3 + Inside4.Length, Join(Hex("060603"), Inside4)),
        ["cooked"] = new(LinkType.LinuxSll, Join(Hex("0000 0001 0006 0200000000010000 0800"), Inside4)),
        ["cooked, 802.2"] = new(LinkType.LinuxSll, Join(Hex("0000 0001 0006 0200000000010000 0004"), Snap, Inside4)),
        ["cooked, VLAN"] = new(LinkType.LinuxSll, Join(Hex("0000 0001 0006 0200000000010000 8100 0064 0800"), Inside4)),
        ["cooked 2"] = new(LinkType.LinuxSll2, Join(Hex("86DD 0000 00000002 0001 00 06 0200000000010000"), Inside6)),
        ["raw"] = new(LinkType.Raw, Inside4),
        ["raw, ipv6"] = new(LinkType.RawBsd, Inside6),
        ["raw of OpenBSD"] = new(LinkType.RawOpenBsd, Inside4),
        ["ipv4 by name"] = new(LinkType.IPv4, Inside4),
        ["ipv6 by name"] = new(LinkType.IPv6, Inside6),
        ["null, little-endian"] = new(LinkType.Null, Join(Hex("02000000"), Inside4)),
        ["null, big-endian"] = new(LinkType.Null, Join(Hex("00000002"), Inside4)),
        ["null, ipv6 of macOS"] = new(LinkType.Null, Join(Hex("1E000000"), Inside6)),
        ["loop, ipv6 of OpenBSD"] = new(LinkType.Loop, Join(Hex("00000018"), Inside6)),
        ["PPP"] = new(LinkType.Ppp, Join(Hex("FF03 0021"), Inside4)),
        ["PPP, compressed"] = new(LinkType.Ppp, Join(Hex("21"), Inside4)),
        ["PPP, ipv6"] = new(LinkType.PppHdlc, Join(Hex("FF03 0057"), Inside6)),
        ["PPP, MPLS"] = new(LinkType.Ppp, Join(Hex("0281 000021FF"), Inside4)),
        ["PPP, whole multilink packet"] = new(LinkType.Ppp, Join(Hex("FF03 003D C0000001 21"), Inside4)),
        ["PPP over Ethernet alone"] = new(LinkType.PppEthernet, Join(Hex("1100 0001"), U16(2 + Inside4.Length), Hex("0021"), Inside4)),
        ["PPP with direction"] = new(LinkType.PppWithDirection, Join(Hex("01 03 0021"), Inside4)),
        ["Cisco HDLC"] = new(LinkType.CiscoHdlc, Join(Hex("0F00 0800"), Inside4)),
        ["Cisco HDLC under PPP"] = new(LinkType.PppHdlc, Join(Hex("0F00 86DD"), Inside6)),
        ["Frame Relay"] = new(LinkType.FrameRelay, Join(Hex("1841 03 CC"), Inside4)),
        ["Frame Relay, padded, SNAP"] = new(LinkType.FrameRelay, Join(Hex("1841 03 00 80 000000 0800"), Inside4)),
        ["Frame Relay of Cisco"] = new(LinkType.FrameRelay, Join(Hex("1841 0800"), Inside4)),
        ["NFLOG"] = new(LinkType.NfLog, Join(Hex("02000000 0500 0A00 00000000"), [(byte)(4 + Inside4.Length), 0, 9, 0], Inside4)),
        ["NFLOG, big-endian"] = new(LinkType.NfLog, Join(Hex("02000000 0005 000A 00000000 00"), [(byte)(4 + Inside4.Length), 0, 9], Inside4)),
        ["PKTAP"] = new(LinkType.PktAp, Join(LittleEndian(108), LittleEndian(1), LittleEndian(1), new byte[96], Bytes.Ethernet(0x0800, Inside4))),
        ["PKTAP, second version"] = new(LinkType.PktAp, Join(Hex("28 00 00 24 00 00 0C00"), new byte[32], Inside4)),
        ["PKTAP before its number"] = new((LinkType)149, Join(LittleEndian(108), LittleEndian(1), LittleEndian(12), new byte[96], Inside4)),
        ["802.11"] = new(LinkType.Ieee80211, Join(WirelessData, Snap, Inside4)),
        ["802.11, QoS, four addresses"] = new(LinkType.Ieee80211, Join(Hex("8803"), WirelessData[2..], new byte[6], Hex("0000"), Snap, Inside4)),
        ["802.11, aggregate"] = new(LinkType.Ieee80211, Join(
            Hex("8801"), WirelessData[2..], Hex("8000"), new byte[12], U16(8 + Inside4.Length), Snap, Inside4, new byte[3])),
        ["radiotap"] = new(LinkType.Ieee80211Radiotap, Join(Hex("0000 0800 00000000"), WirelessData, Snap, Inside4)),
        ["radiotap, frame check, gap"] = new(LinkType.Ieee80211Radiotap, Join(
            Hex("0000 1100 03000000 0000000000000000 30 8801"), WirelessData[2..], Hex("0000 0000"), Snap, Inside4, new byte[4])),
        ["Prism"] = new(LinkType.Ieee80211Prism, Join(Hex("44000000 90000000"), new byte[136], WirelessData, Snap, Inside4)),
        ["AVS"] = new(LinkType.Ieee80211Prism, Join(Hex("80211001 00000040"), new byte[56], WirelessData, Snap, Inside4)),
        ["PPI"] = new(LinkType.Ppi, Join(Hex("0000 0800"), LittleEndian(105), WirelessData, Snap, Inside4)),
        ["SLIP"] = new((LinkType)8, Join(new byte[16], Inside4)),
        ["FDDI"] = new((LinkType)10, Join(new byte[13], Snap, Inside4)),
        ["IP over InfiniBand"] = new((LinkType)242, Join(new byte[40], Hex("0800 0000"), Inside4)),
    };

    /// <summary>What a tunnel may look like.</summary>
    internal static IReadOnlyDictionary<string, SampleFrame> Tunnels { get; } = new Dictionary<string, SampleFrame>
    {
        ["IP in IP"] = Ip4(4, Inside4),
        ["6in4"] = Ip4(41, Inside6),
        ["4in6"] = Ether(0x86DD, IPv6(4, Inside4)),
        ["6in6"] = Ether(0x86DD, IPv6(41, Inside6)),
        ["GRE"] = Ip4(47, Join(Hex("0000 0800"), Inside4)),
        ["GRE, all fields, route"] = Ip4(47, Join(Hex("F000 86DD 00000000 00000001 00000002 0800 0004 01020304 0000 0000"), Inside6)),
        ["GRE, Ethernet"] = Ip4(47, Join(Hex("2000 6558 00000001"), Bytes.Ethernet(0x0800, Inside4))),
        ["GRE, MPLS"] = Ip4(47, Join(Hex("0000 8847 000021FF"), Inside4)),
        ["GRE, WCCP"] = Ip4(47, Join(Hex("0000 883E 00010203"), Inside4)),
        ["GRE, NSH"] = Ip4(47, Join(Hex("0000 894F 0FC2 0101 00000100"), Inside4)),
        ["PPTP"] = Ip4(47, Join(Hex("3081 880B"), U16(4 + Inside4.Length), Hex("0001 00000001 00000002 FF03 0021"), Inside4)),
        ["ERSPAN I"] = Ip4(47, Join(Hex("0000 88BE"), Bytes.Ethernet(0x0800, Inside4))),
        ["ERSPAN II"] = Ip4(47, Join(Hex("1000 88BE 00000001 10000000 00000000"), Bytes.Ethernet(0x0800, Inside4))),
        ["ERSPAN III"] = Ip4(47, Join(Hex("1000 22EB 00000001 20000000 00000000 00000001 0000000000000000"), Bytes.Ethernet(0x0800, Inside4))),
        ["EtherIP"] = Ip4(97, Join(Hex("3000"), Bytes.Ethernet(0x0800, Inside4))),
        ["PIM register"] = Ip4(103, Join(Hex("2100 0000 00000000"), Inside4)),
        ["MPLS in IP"] = Ip4(137, Join(Hex("000021FF"), Inside4)),
        ["MPLS, pseudo-wire"] = Ether(0x8847, Join(Hex("000021FF"), Bytes.Ethernet(0x0800, Inside4))),
        ["MPLS, pseudo-wire, control word"] = Ether(0x8847, Join(Hex("000021FF 00000001"), Bytes.Ethernet(0x0800, Inside4))),
        ["VXLAN"] = Udp4(50000, 4789, Join(Hex("08000000 00002A00"), Bytes.Ethernet(0x0800, Inside4))),
        ["VXLAN, reserved fields set"] = Udp4(50000, 4789, Join(Hex("FF01D1F2 00002A01"), Bytes.Ethernet(0x0800, Inside4))),
        ["VXLAN on the port of Linux"] = Udp4(50000, 8472, Join(Hex("08000000 00002A00"), Bytes.Ethernet(0x86DD, Inside6))),
        ["VXLAN-GPE"] = Udp4(50000, 4790, Join(Hex("0C000001 00002A00"), Inside4)),
        ["GENEVE"] = Udp4(50000, 6081, Join(Hex("02006558 00002A00 0102800100000000"), Bytes.Ethernet(0x0800, Inside4))),
        ["GENEVE, IP"] = Udp4(50000, 6081, Join(Hex("000086DD 00002A00"), Inside6)),
        ["GTP-U"] = Udp4(2152, 2152, Join(Hex("30FF"), U16(Inside4.Length), Hex("00000001"), Inside4)),
        ["GTP-U, extension"] = Udp4(2152, 40000, Join(Hex("36FF"), U16(8 + Inside6.Length), Hex("00000001 0000 00 85 01 1001 00"), Inside6)),
        ["Teredo"] = Udp4(40000, 3544, Inside6),
        ["Teredo, authentication, origin"] = Udp4(3544, 40000, Join(Hex("0001 0000 0000000000000000 00 0000 1234 00000000"), Inside6)),
        ["AYIYA"] = Udp4(40000, 5072, Join(Hex("42 52 11 29 00000000"), new byte[16], new byte[20], Inside6)),
        ["GRE in UDP"] = Udp4(40000, 4754, Join(Hex("0000 0800"), Inside4)),
        ["CAPWAP"] = Udp4(40000, 5247, Join(Hex("00 10 02 00 0000 0000"), Bytes.Ethernet(0x0800, Inside4))),
        ["CAPWAP, 802.11"] = Udp4(40000, 5247, Join(Hex("00 10 03 00 0000 0000"), WirelessData, Snap, Inside4)),
        ["CAPWAP, swapped 802.11"] = Udp4(40000, 5247, Join(Hex("00 10 03 00 0000 0000 0108"), WirelessData[2..^2], Hex("0010"), Snap, Inside4)),
        ["tunnel in a tunnel"] = Ip4(47, Join(Hex("0000 86DD"), IPv6(17, Udp(1, 4789, Join(Hex("08000000 00002A00"), Bytes.Ethernet(0x0800, Inside4)))))),
    };

    internal static IEnumerable<SampleFrame> All => LinkLayers.Values.Concat(Tunnels.Values);

    static SampleFrame Ether(int type, byte[] inside) => new(LinkType.Ethernet, Bytes.Ethernet(type, inside));

    static SampleFrame Ip4(int protocol, byte[] inside) => Ether(0x0800, IPv4(protocol, inside));

    static SampleFrame Udp4(int source, int destination, byte[] inside) => Ip4(17, Udp(source, destination, inside));
}
