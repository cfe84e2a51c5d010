using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>A connection as packets and kernel see it together.</summary>
/// <param name="Tuple">From its initiator; from the own end where no packet was seen.</param>
/// <param name="FlowNumber">The number of its flow, or 0 when no packet was seen.</param>
public sealed record ConnectionRow(FiveTuple Tuple, long FlowNumber)
{
    /// <summary>The socket of the initiator where it is of this machine; null otherwise.</summary>
    public SocketRow? ClientSocket { get; init; }

    /// <summary>The socket of the responder where it is of this machine; null otherwise.</summary>
    public SocketRow? ServerSocket { get; init; }

    /// <summary>The process of the initiator, by the best evidence there is; null when it is not known.</summary>
    public SocketOwner? ClientProcess { get; init; }

    /// <summary>The process of the responder, by the best evidence there is; null when it is not known.</summary>
    public SocketOwner? ServerProcess { get; init; }

    /// <summary>Whether neither packets nor the kernel expect more of it.</summary>
    public bool HasEnded { get; init; }

    /// <summary>The process at the own end; of a connection within the machine, its initiator.</summary>
    public SocketOwner? Process => ClientProcess ?? ServerProcess;

    /// <summary>The socket at the own end; of a connection within the machine, that of its initiator.</summary>
    public SocketRow? Socket => ClientSocket ?? ServerSocket;
}
