namespace NetWatch.Plugins.Traceroute;

/// <summary>How probes look.</summary>
enum ProbeKind
{
    /// <summary>A datagram to a port where most likely nobody listens.</summary>
    Udp,
    /// <summary>An echo request.</summary>
    Icmp,
    /// <summary>A handshake.</summary>
    Tcp,
}
