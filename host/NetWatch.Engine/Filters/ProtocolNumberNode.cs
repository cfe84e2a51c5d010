namespace NetWatch.Engine.Filters;

/// <summary>The protocol number of IP is one of a set, or the frame is ARP.</summary>
sealed class ProtocolNumberNode(bool isNegated, int[] numbers, string text) : FilterNode
{
    /// <summary>ARP has no IP protocol number; it stands behind all of them.</summary>
    internal const int Arp = 256;

    const int ArpEtherType = 0x0806;

    internal override bool Matches(in FilterSubject subject)
    {
        int number = !subject.IsPacket ? (int)subject.Flow.Tuple.Transport
            : subject.Packet.EtherType == ArpEtherType ? Arp
            : subject.Packet.EtherType != 0 ? -1
            : subject.Packet.IpProtocol;
        return (Array.IndexOf(numbers, number) >= 0) != isNegated;
    }

    public override string ToString() => text;

    internal static bool TryParse(string name, out int number)
    {
        number = name.ToUpperInvariant() switch
        {
            "ICMP" => 1, "IGMP" => 2, "TCP" => 6, "UDP" => 17, "IPV6" => 41, "GRE" => 47, "ESP" => 50, "AH" => 51, "ICMPV6" or "ICMP6" => 58,
            "OSPF" => 89, "PIM" => 103, "VRRP" => 112, "L2TP" => 115, "SCTP" => 132, "ARP" => Arp,
            _ => -1,
        };
        return number >= 0
            || (int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number) && number < Arp);
    }
}
