using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>A connection as packets and kernel see it together.</summary>
/// <param name="Tuple">
/// From its initiator. Where no packet was seen the end that listens on its port is the responder, and without a listener the other machine is; a
/// listening or unconnected socket is a responder whose initiator has no address and port 0.
/// </param>
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

    /// <summary>
    /// Numbers connections without a flow, and listening sockets, in the order in which they were found, from 1; 0 where there is a flow. A connection
    /// keeps its number for as long as it is without a flow.
    /// </summary>
    public long SocketNumber { get; init; }

    /// <summary>When its socket was first seen; null when it was there at the first look, so that its age is not known, and where there is a flow.</summary>
    public DateTimeOffset? AppearedAt { get; init; }

    /// <summary>Rate of data to the responder by the kernel's counts, over the last seconds; 0 where there is a flow, which has its own.</summary>
    public double BitsPerSecondToServer { get; init; }

    /// <summary>Rate of data to the initiator by the kernel's counts, over the last seconds; 0 where there is a flow, which has its own.</summary>
    public double BitsPerSecondToClient { get; init; }

    /// <summary>Whether neither packets nor the kernel expect more of it.</summary>
    public bool HasEnded { get; init; }

    /// <summary>The process at the own end; of a connection within the machine, its initiator.</summary>
    public SocketOwner? Process => ClientProcess ?? ServerProcess;

    /// <summary>The socket at the own end; of a connection within the machine, that of its initiator.</summary>
    public SocketRow? Socket => ClientSocket ?? ServerSocket;

    /// <summary>Bytes of data that reached the responder, by the kernel's counts; null where it has none.</summary>
    public long? BytesToServer => Delivered(ClientSocket) ?? Received(ServerSocket);

    /// <summary>Bytes of data that reached the initiator, by the kernel's counts; null where it has none.</summary>
    public long? BytesToClient => Received(ClientSocket) ?? Delivered(ServerSocket);

    /// <summary>The kernel's smoothed round-trip time, of the initiator's socket where both are here; null where it has none.</summary>
    public TimeSpan? RoundTripTime => RoundTrip(ClientSocket) ?? RoundTrip(ServerSocket);

    /// <summary>The socket whose state says more: of two open ends the one that is about to close; null where no end is here.</summary>
    public SocketRow? TellingSocket => this is { ClientSocket.State: SocketState.Established, ServerSocket: { EndedAt: null } server } ? server : Socket;

    /// <summary>
    /// What the kernel knows of it in the form of a flow, so that filters, orders and tables hold for connections of which no packet was seen. Bytes are
    /// those of data; start and end are when it appeared, or 0 where that is not known. Allocates nothing.
    /// </summary>
    /// <param name="number">The number that the row gets.</param>
    public FlowRow ToFlow(long number)
    {
        Timestamp start = AppearedAt is { } appeared ? new((appeared - DateTimeOffset.UnixEpoch).Ticks * 100) : default;
        TcpInfo? counted = Socket?.Tcp;
        bool isClients = ClientSocket is not null;
        var record = new FlowRecord
        {
            Id = 0,
            Tuple = Tuple,
            Start = start,
            End = start,
            BytesToServer = BytesToServer ?? 0,
            BytesToClient = BytesToClient ?? 0,
            PacketsToServer = (isClients ? counted?.SegmentsSent : counted?.SegmentsReceived) ?? 0,
            PacketsToClient = (isClients ? counted?.SegmentsReceived : counted?.SegmentsSent) ?? 0,
            Retransmissions = (int)Math.Min(counted?.Retransmissions ?? 0, int.MaxValue),
            RoundTripTime = RoundTripTime,
            TcpState = Tuple.Transport == Transport.Tcp ? TcpStateOf() : TcpState.None,
            ClientProcess = ClientProcess,
            ServerProcess = ServerProcess,
            EndReason = HasEnded ? FlowEndReason.Closed : FlowEndReason.None,
            Facts = [],
        };
        return new FlowRow(number, record, BitsPerSecondToServer, BitsPerSecondToClient, null);
    }

    TcpState TcpStateOf() => HasEnded ? TcpState.Closed : TellingSocket?.State switch
    {
        SocketState.SynSent => TcpState.SynSent,
        SocketState.SynReceived or SocketState.NewSynReceived => TcpState.SynReceived,
        SocketState.FinWait1 or SocketState.FinWait2 or SocketState.CloseWait or SocketState.LastAck or SocketState.Closing => TcpState.Closing,
        SocketState.TimeWait or SocketState.Close => TcpState.Closed,
        SocketState.Listen => TcpState.None,
        _ => TcpState.Established,
    };

    // The kernel counts SYN and FIN as acknowledged bytes; what was never sent as data is none. Older kernels do not say what was sent.
    static long? Delivered(SocketRow? socket)
    {
        if (socket?.Tcp is not { } tcp) return null;
        ulong sent = tcp.BytesSent == 0 && tcp.BytesAcknowledged > 2 ? tcp.BytesAcknowledged : tcp.BytesSent;
        return (long)Math.Min(Math.Min(tcp.BytesAcknowledged, sent), long.MaxValue);
    }

    static long? Received(SocketRow? socket) => socket?.Tcp is { } tcp ? (long)Math.Min(tcp.BytesReceived, long.MaxValue) : null;

    static TimeSpan? RoundTrip(SocketRow? socket) => socket?.Tcp is { RoundTrip.Ticks: > 0 } tcp ? tcp.RoundTrip : null;
}
