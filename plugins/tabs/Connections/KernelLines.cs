using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>What the kernel knows of a flow's sockets on this machine, as lines.</summary>
static class KernelLines
{
    const uint NoThreshold = 0x7fffffff;

    /// <summary>Adds the lines of the sockets at either end, as far as there are some.</summary>
    internal static void Add(List<DetailLine> lines, in FiveTuple tuple, SocketTableSnapshot sockets)
    {
        SocketRow? client = Find(sockets, tuple), server = Find(sockets, tuple.Reversed);
        if (client is not null) Add(lines, "kernel, client's socket", client);
        if (server is not null) Add(lines, "kernel, server's socket", server);
    }

    /// <summary>Adds the lines of a connection's sockets.</summary>
    internal static void Add(List<DetailLine> lines, ConnectionRow row)
    {
        if (row.ClientSocket is { } client) Add(lines, "kernel, client's socket", client);
        if (row.ServerSocket is { } server) Add(lines, SocketText.IsListener(row) ? "kernel, socket" : "kernel, server's socket", server);
    }

    static SocketRow? Find(SocketTableSnapshot sockets, in FiveTuple local)
    {
        foreach (SocketRow row in sockets.Sockets)
        {
            if (row.Local == local) return row;
        }

        // Of sockets that have ended the latest is meant.
        for (int i = sockets.Ended.Length - 1; i >= 0; i--)
        {
            if (sockets.Ended[i].Local == local) return sockets.Ended[i];
        }

        return null;
    }

    static void Add(List<DetailLine> lines, string heading, SocketRow row)
    {
        lines.Add(new DetailLine(0, heading, null, StyleRole.Heading));
        bool isOpen = row.State == SocketState.Close && row.Local.Transport == Transport.Udp;
        lines.Add(new DetailLine(1, "state", row.EndedAt is not null ? "ended" : isOpen ? "unconnected: receives from anybody" : Word(row.State)));
        if (row.UserId >= 0 && row.Owner is null) lines.Add(new DetailLine(1, "user", string.Create(CultureInfo.InvariantCulture, $"uid {row.UserId}")));
        if (row.State == SocketState.Listen)
        {
            lines.Add(new DetailLine(1, "waiting", string.Create(CultureInfo.InvariantCulture, $"{row.ReceiveQueue} to be accepted, at most {row.SendQueue}")));
            return;
        }

        if (row.EndedAt is null && row.ReceiveQueue > 0) lines.Add(new DetailLine(1, "not read yet", Bytes(row.ReceiveQueue)));
        if (row.EndedAt is null && row.SendQueue > 0) lines.Add(new DetailLine(1, "not acknowledged", Bytes(row.SendQueue)));
        if (row.Tcp is not { } tcp) return;
        lines.Add(new DetailLine(1, "round trip", $"{Span(tcp.RoundTrip)} ± {Span(tcp.RoundTripVariation)}, least {Span(tcp.MinRoundTrip)}"));
        string threshold = tcp.SlowStartThreshold >= NoThreshold ? "" : string.Create(CultureInfo.InvariantCulture, $", slow start below {tcp.SlowStartThreshold}");
        lines.Add(new DetailLine(1, "window", string.Create(CultureInfo.InvariantCulture, $"{tcp.CongestionWindow} segments of {tcp.SendMss} B{threshold}")));
        lines.Add(new DetailLine(1, "sent", $"{Bytes(tcp.BytesSent)}, acknowledged {Bytes(tcp.BytesAcknowledged)}"));
        lines.Add(new DetailLine(1, "received", Bytes(tcp.BytesReceived)));
        if (tcp.Retransmissions > 0) lines.Add(new DetailLine(1, "sent again", string.Create(CultureInfo.InvariantCulture, $"{tcp.Retransmissions} segments"), StyleRole.Warning));
        if (tcp.DeliveryRate > 0) lines.Add(new DetailLine(1, "delivery", $"{Bytes(tcp.DeliveryRate)} a second"));
    }

    static string Word(SocketState state) => state switch
    {
        SocketState.Established => "established",
        SocketState.SynSent => "syn sent",
        SocketState.SynReceived or SocketState.NewSynReceived => "syn received",
        SocketState.FinWait1 => "fin wait 1",
        SocketState.FinWait2 => "fin wait 2",
        SocketState.TimeWait => "time wait",
        SocketState.Close => "closed",
        SocketState.CloseWait => "close wait: the program has not closed its end",
        SocketState.LastAck => "last ack",
        SocketState.Listen => "listen",
        SocketState.Closing => "closing",
        _ => "unknown",
    };

    static string Bytes(ulong bytes)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Bytes((long)Math.Min(bytes, long.MaxValue), buffer).ToString();
    }

    static string Span(TimeSpan time)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Duration(time, buffer).ToString();
    }
}
