using System.Globalization;

namespace NetWatch.Engine.Dissection;

/// <summary>Names of IP protocol numbers (IANA "Assigned Internet Protocol Numbers").</summary>
public static class IpProtocolNames
{
    /// <summary>The name of a protocol, or its number.</summary>
    public static string Of(byte protocol) => protocol switch
    {
        0 => "HOPOPT", 1 => "ICMP", 2 => "IGMP", 4 => "IPv4", 6 => "TCP", 8 => "EGP", 17 => "UDP", 33 => "DCCP", 41 => "IPv6", 46 => "RSVP",
        47 => "GRE", 50 => "ESP", 51 => "AH", 58 => "ICMPv6", 88 => "EIGRP", 89 => "OSPF", 103 => "PIM", 112 => "VRRP", 115 => "L2TP",
        132 => "SCTP", 136 => "UDP-Lite", 137 => "MPLS", _ => string.Create(CultureInfo.InvariantCulture, $"IP protocol {protocol}"),
    };
}
