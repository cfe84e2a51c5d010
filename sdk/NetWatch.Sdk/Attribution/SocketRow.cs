using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Attribution;

/// <summary>A socket of the machine as the kernel's table shows it. Immutable.</summary>
public sealed record SocketRow
{
    /// <summary>
    /// The socket's own end as the source, the other end as the destination (no address and port 0 where there is none). A local address of
    /// none stands for all addresses. IPv4 in IPv6 (::ffff:0:0/96) is given as IPv4.
    /// </summary>
    public required FiveTuple Local { get; init; }

    /// <summary>Its state.</summary>
    public SocketState State { get; init; }

    /// <summary>Whether it is an IPv6 socket; one bound to no address then takes IPv4 too, unless it was told not to.</summary>
    public bool IsIPv6 { get; init; }

    /// <summary>Its inode, or 0.</summary>
    public long Inode { get; init; }

    /// <summary>Its cookie (SO_COOKIE), or 0.</summary>
    public ulong Cookie { get; init; }

    /// <summary>The user who made it, or -1.</summary>
    public long UserId { get; init; } = -1;

    /// <summary>Bytes received and not read; of a listener, connections that wait to be accepted.</summary>
    public uint ReceiveQueue { get; init; }

    /// <summary>Bytes to send that are not acknowledged; of a listener, how many may wait.</summary>
    public uint SendQueue { get; init; }

    /// <summary>What the kernel measures of it; null for all but TCP connections.</summary>
    public TcpInfo? Tcp { get; init; }

    /// <summary>The process that holds it, or null.</summary>
    public SocketOwner? Owner { get; init; }

    /// <summary>When it was seen to end, or null while it exists.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
