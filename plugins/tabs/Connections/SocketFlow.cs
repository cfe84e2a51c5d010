using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>What the kernel knows of a connection in the form of a flow, so that filters and orders hold for both.</summary>
static class SocketFlow
{
    internal static FlowRow Of(ConnectionRow row, long number)
    {
        // 0 where the age is not known: it was there before everything else.
        Timestamp start = row.AppearedAt is { } appeared ? new((appeared - DateTimeOffset.UnixEpoch).Ticks * 100) : default;
        TcpInfo? counted = row.Socket?.Tcp;
        bool isClients = row.ClientSocket is not null;
        var record = new FlowRecord
        {
            Id = 0,
            Tuple = row.Tuple,
            Start = start,
            End = start,
            BytesToServer = row.BytesToServer ?? 0,
            BytesToClient = row.BytesToClient ?? 0,
            PacketsToServer = (isClients ? counted?.SegmentsSent : counted?.SegmentsReceived) ?? 0,
            PacketsToClient = (isClients ? counted?.SegmentsReceived : counted?.SegmentsSent) ?? 0,
            Retransmissions = (int)Math.Min(counted?.Retransmissions ?? 0, int.MaxValue),
            RoundTripTime = row.RoundTripTime,
            TcpState = row.Tuple.Transport == Transport.Tcp ? StateOf(row) : TcpState.None,
            ClientProcess = row.ClientProcess,
            ServerProcess = row.ServerProcess,
            EndReason = row.HasEnded ? FlowEndReason.Closed : FlowEndReason.None,
            Facts = [],
        };
        return new FlowRow(number, record, row.BitsPerSecondToServer, row.BitsPerSecondToClient, null);
    }

    /// <summary>The socket whose state says more: of two open ends the one that is about to close.</summary>
    internal static SocketRow? Telling(ConnectionRow row) =>
        row is { ClientSocket.State: SocketState.Established, ServerSocket: { EndedAt: null } server } ? server : row.Socket;

    static TcpState StateOf(ConnectionRow row) => row.HasEnded ? TcpState.Closed : Telling(row)?.State switch
    {
        SocketState.SynSent => TcpState.SynSent,
        SocketState.SynReceived or SocketState.NewSynReceived => TcpState.SynReceived,
        SocketState.FinWait1 or SocketState.FinWait2 or SocketState.CloseWait or SocketState.LastAck or SocketState.Closing => TcpState.Closing,
        SocketState.TimeWait or SocketState.Close => TcpState.Closed,
        SocketState.Listen => TcpState.None,
        _ => TcpState.Established,
    };
}
