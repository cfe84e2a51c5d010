using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Attribution;

/// <summary>A process has used a socket: connected, accepted, sent or received.</summary>
public readonly record struct SocketEvent
{
    /// <summary>
    /// The socket's own end as the source, the other end as the destination. A remote port of 0 stands for a socket that talks with anybody
    /// (unconnected UDP). A local address of none stands for any address of the machine. IPv4 in IPv6 (::ffff:0:0/96) is given as IPv4.
    /// </summary>
    public required FiveTuple Local { get; init; }

    /// <summary>The process.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>When it happened, in wall time.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>How it is known.</summary>
    public AttributionEvidence Evidence { get; init; }

    /// <summary>The kernel's cookie of the socket (SO_COOKIE), or 0. Unique until the machine restarts.</summary>
    public ulong Cookie { get; init; }

    /// <summary>Whether the socket lies in another network namespace than NetWatch.</summary>
    public bool IsForeign { get; init; }
}
