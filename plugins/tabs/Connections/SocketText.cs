using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>What stands in the cells of a connection without a flow. Allocates nothing.</summary>
static class SocketText
{
    /// <summary>The kernel's state, at most eight characters.</summary>
    internal static string State(ConnectionRow row) => row.HasEnded ? "closed" : row.TellingSocket?.State switch
    {
        SocketState.Established => "estab",
        SocketState.SynSent => "syn-sent",
        SocketState.SynReceived or SocketState.NewSynReceived => "syn-recv",
        SocketState.FinWait1 => "fin-w-1",
        SocketState.FinWait2 => "fin-w-2",
        SocketState.TimeWait => "time-w",
        SocketState.CloseWait => "close-w",
        SocketState.LastAck => "last-ack",
        SocketState.Listen => "listen",
        SocketState.Closing => "closing",
        SocketState.Close => "unconn",
        _ => "-",
    };

    internal static bool IsListener(ConnectionRow row) => row.Tuple.SourcePort == 0;

    /// <summary>Where it listens: <c>0.0.0.0:22</c> or <c>[::]:22</c> for all addresses, as ss(8) writes it.</summary>
    internal static ReadOnlySpan<char> Server(ConnectionRow row, Span<char> buffer)
    {
        FiveTuple tuple = row.Tuple;
        if (!tuple.Destination.IsNone || row.Socket is { IsIPv6: true }) return FlowText.Endpoint(tuple.Destination, tuple.DestinationPort, buffer);
        return Joined("0.0.0.0:", tuple.DestinationPort, buffer);
    }

    /// <summary>A name with the port, since no protocol tells what it is for; of a name that has no room the end goes.</summary>
    internal static ReadOnlySpan<char> Server(string name, ushort port, int width, Span<char> buffer)
    {
        Span<char> tail = stackalloc char[8];
        tail = tail[..Joined(":", port, tail).Length];
        int kept = Math.Min(name.Length, Math.Max(1, Math.Min(width, buffer.Length) - tail.Length));
        name.AsSpan(0, kept).CopyTo(buffer);
        if (kept < name.Length) buffer[kept - 1] = '…';
        tail.CopyTo(buffer[kept..]);
        return buffer[..(kept + tail.Length)];
    }

    /// <summary>The user, where no more is known than whose socket it is; empty otherwise.</summary>
    internal static ReadOnlySpan<char> User(ConnectionRow row, Span<char> buffer) =>
        row.Socket is { UserId: >= 0 } socket ? Joined("- uid ", socket.UserId, buffer) : default;

    static ReadOnlySpan<char> Joined(string text, long number, Span<char> buffer)
    {
        text.CopyTo(buffer);
        number.TryFormat(buffer[text.Length..], out int length, default, CultureInfo.InvariantCulture);
        return buffer[..(text.Length + length)];
    }

    internal static int Mark(ConnectionRow row) => row.HasEnded ? '○' : IsListener(row) ? '◇' : row.TellingSocket?.State is
        SocketState.SynSent or SocketState.SynReceived or SocketState.NewSynReceived ? '◌' : '●';

    internal static Style MarkStyle(ConnectionRow row) => row.HasEnded || IsListener(row) ? StyleRole.Muted : row.TellingSocket?.State switch
    {
        SocketState.Established => StyleRole.Good,
        // The program has not closed its end: many of these are a leak.
        SocketState.CloseWait => StyleRole.Warning,
        SocketState.SynSent or SocketState.SynReceived or SocketState.NewSynReceived => StyleRole.Warning,
        _ => StyleRole.Muted,
    };
}
