namespace NetWatch.Engine.Decode;

/// <summary>What comes next in a packet, or how reading it ended.</summary>
enum Layer : byte
{
    /// <summary>Read to the transport, or as far as is known.</summary>
    Done,
    /// <summary>Carries no IP, or nothing that is followed further.</summary>
    NotIp,
    /// <summary>A header contradicts itself or what is around it.</summary>
    Malformed,
    /// <summary>The capture ends where the packet went on.</summary>
    Cut,
    /// <summary>More headers or tunnels than are followed.</summary>
    TooDeep,
    /// <summary>A link type that is not decoded.</summary>
    UnknownLink,

    Ethernet,
    /// <summary>What <see cref="LayerCursor.Next"/> says as an EtherType.</summary>
    EtherType,
    Llc,
    Mpls,
    Ppp,
    PppHdlc,
    Pppoe,
    CiscoHdlc,
    FrameRelay,
    Loopback,
    LinuxSll,
    LinuxSll2,
    NfLog,
    PktAp,
    Ppi,
    Prism,
    Radiotap,
    Ieee80211,
    /// <summary>802.11 inside CAPWAP, where some controllers swap bytes.</summary>
    CapwapFrame,
    /// <summary>What <see cref="LayerCursor.Next"/> says as a link type.</summary>
    Link,

    /// <summary>IPv4 or IPv6, by the version field.</summary>
    Ip,
    IPv4,
    IPv6,
    /// <summary>What <see cref="LayerCursor.Next"/> says as an IP protocol.</summary>
    IpProtocol,
    Gre,
    ErspanII,
    ErspanIII,
    Nsh,
    Tcp,
    Udp,
    Sctp,
    Icmp,
    IcmpV6,
    /// <summary>What the ports of a UDP datagram say.</summary>
    UdpTunnel,
}
