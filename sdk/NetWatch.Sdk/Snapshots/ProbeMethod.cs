namespace NetWatch.Sdk.Snapshots;

/// <summary>How a host is probed.</summary>
public enum ProbeMethod : byte
{
    /// <summary>Not yet, or nothing is permitted.</summary>
    None = 0,
    /// <summary>ICMP echo (RFC 792, RFC 4443 §4.1).</summary>
    Icmp = 1,
    /// <summary>A TCP handshake; a refusal is an answer too.</summary>
    Tcp = 2,
    /// <summary>A DNS query for the root (RFC 1035).</summary>
    Dns = 3,
    /// <summary>A UDP datagram to a port where nobody listens.</summary>
    Udp = 4,
}
