namespace NetWatch.Sdk.Packets;

/// <summary>What a flow runs on: the IP protocol number of its transport (IANA "Assigned Internet Protocol Numbers").</summary>
public enum Transport : byte
{
    /// <summary>Nothing that has ports; hop-by-hop options (0) never reach a flow.</summary>
    None = 0,
    /// <summary>ICMP for IPv4. The "ports" of a flow are the echo identifier or zero.</summary>
    Icmp = 1,
    /// <summary>TCP.</summary>
    Tcp = 6,
    /// <summary>UDP.</summary>
    Udp = 17,
    /// <summary>ICMPv6. The "ports" of a flow are the echo identifier or zero.</summary>
    IcmpV6 = 58,
    /// <summary>SCTP: recognised and counted, its streams are not put together.</summary>
    Sctp = 132,
}
