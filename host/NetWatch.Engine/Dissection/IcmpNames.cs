using System.Globalization;

namespace NetWatch.Engine.Dissection;

/// <summary>Names of ICMP messages (RFC 792, RFC 4443, RFC 4861).</summary>
static class IcmpNames
{
    internal static string V4(byte type, byte code) => (type, code) switch
    {
        (0, _) => "Echo reply",
        (3, 0) => "Network unreachable",
        (3, 1) => "Host unreachable",
        (3, 2) => "Protocol unreachable",
        (3, 3) => "Port unreachable",
        (3, 4) => "Fragmentation needed",
        (3, 13) => "Administratively prohibited",
        (3, _) => string.Create(CultureInfo.InvariantCulture, $"Destination unreachable (code {code})"),
        (4, _) => "Source quench",
        (5, _) => "Redirect",
        (8, _) => "Echo request",
        (9, _) => "Router advertisement",
        (10, _) => "Router solicitation",
        (11, _) => "Time exceeded",
        (12, _) => "Parameter problem",
        (13, _) => "Timestamp request",
        (14, _) => "Timestamp reply",
        _ => string.Create(CultureInfo.InvariantCulture, $"ICMP type {type} code {code}"),
    };

    internal static string V6(byte type, byte code) => type switch
    {
        1 => string.Create(CultureInfo.InvariantCulture, $"Destination unreachable (code {code})"),
        2 => "Packet too big",
        3 => "Time exceeded",
        4 => "Parameter problem",
        128 => "Echo request",
        129 => "Echo reply",
        130 => "Multicast listener query",
        131 => "Multicast listener report",
        132 => "Multicast listener done",
        133 => "Router solicitation",
        134 => "Router advertisement",
        135 => "Neighbor solicitation",
        136 => "Neighbor advertisement",
        137 => "Redirect",
        143 => "Multicast listener report v2",
        _ => string.Create(CultureInfo.InvariantCulture, $"ICMPv6 type {type} code {code}"),
    };
}
