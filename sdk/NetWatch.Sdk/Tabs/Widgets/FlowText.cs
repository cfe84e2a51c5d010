using System.Globalization;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>
/// How all tabs name a flow, so that a protocol, a state or an endpoint looks the same everywhere. Allocates nothing; any thread.
/// </summary>
public static class FlowText
{
    /// <summary>How many characters a buffer needs for any of these texts.</summary>
    public const int MaxLength = 128;

    /// <summary>Address and port, for instance <c>192.0.2.1:443</c> or <c>[2001:db8::1]:443</c>; the address alone for port 0.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Endpoint(NetAddress address, ushort port, Span<char> buffer)
    {
        Require(buffer);
        bool brackets = port != 0 && !address.IsIPv4;
        int at = 0;
        if (brackets) buffer[at++] = '[';
        address.TryFormat(buffer[at..], out int written, default, null);
        at += written;
        if (brackets) buffer[at++] = ']';
        if (port == 0) return buffer[..at];
        buffer[at++] = ':';
        port.TryFormat(buffer[at..], out written, default, CultureInfo.InvariantCulture);
        return buffer[..(at + written)];
    }

    /// <summary>The responder of a flow: its name where one is known, else address and port.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Server(in FlowRow row, Span<char> buffer)
    {
        Require(buffer);
        FiveTuple tuple = row.Record.Tuple;
        return string.IsNullOrEmpty(row.ServerName) ? Endpoint(tuple.Destination, tuple.DestinationPort, buffer) : Cut(row.ServerName);
    }

    /// <summary>
    /// The label of a flow, with a question mark when it is a guess by port and the protocol inside it behind a <c>›</c>, or behind a <c>»</c> where it was decrypted; the name of
    /// the transport when the flow has no label.
    /// </summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Protocol(in FlowRecord record, Span<char> buffer)
    {
        if (record.App is null) return TransportName(record.Tuple.Transport);
        ReadOnlySpan<char> label = Label(record.App, record.IsGuess, buffer);
        if (record.InnerApp is not { } inner)
        {
            if (record.Decryption is not { HasPlaintext: true }) return label;
            buffer[label.Length] = '»';
            return buffer[..(label.Length + 1)];
        }

        int at = label.Length;
        buffer[at++] = record.Decryption is { HasPlaintext: true } ? '»' : '›';
        ReadOnlySpan<char> cut = inner.AsSpan(0, Math.Min(inner.Length, MaxLength / 3));
        cut.CopyTo(buffer[at..]);
        return buffer[..(at + cut.Length)];
    }

    /// <summary>A protocol id, with a question mark when it is a guess.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MaxLength"/>.</exception>
    public static ReadOnlySpan<char> Label(string app, bool isGuess, Span<char> buffer)
    {
        Require(buffer);
        ReadOnlySpan<char> cut = app.AsSpan(0, Math.Min(app.Length, MaxLength / 3));
        cut.CopyTo(buffer);
        if (!isGuess) return buffer[..cut.Length];
        buffer[cut.Length] = '?';
        return buffer[..(cut.Length + 1)];
    }

    /// <summary>The name of a transport in lower case, <c>ip</c> for those without one.</summary>
    public static string TransportName(Transport transport) => transport switch
    {
        Transport.Tcp => "tcp",
        Transport.Udp => "udp",
        Transport.Icmp => "icmp",
        Transport.IcmpV6 => "icmpv6",
        Transport.Sctp => "sctp",
        _ => "ip",
    };

    /// <summary>One of the six series colours, always the same for a protocol; muted when there is no label or it is <c>unknown</c>.</summary>
    public static Style ProtocolStyle(string? app)
    {
        if (app is null or "" or "unknown") return StyleRole.Muted;
        // FNV-1a from a start that gives tls, dns, http, quic, ssh and ntp, which stand beside each other most, six different colours.
        uint hash = 2166181029;
        foreach (char letter in app.AsSpan(0, Math.Min(app.Length, 32))) hash = (hash ^ letter) * 16777619;
        return StyleRole.Series1 + (byte)((hash ^ (hash >> 15)) % 6);
    }

    /// <summary>How a flow stands, at most seven characters: <c>open</c>, <c>syn</c>, <c>closed</c>, <c>reset</c>, <c>idle</c> …</summary>
    public static string State(in FlowRecord record) => record.TcpState switch
    {
        TcpState.SynSent => "syn",
        TcpState.SynReceived => "syn-ack",
        TcpState.Closing => "closing",
        TcpState.Closed => "closed",
        TcpState.Reset => "reset",
        _ => record.EndReason switch
        {
            FlowEndReason.None => "open",
            FlowEndReason.Timeout => "idle",
            FlowEndReason.Evicted => "evicted",
            _ => "ended",
        },
    };

    /// <summary>
    /// The mark before a row: <c>●</c> a flow that goes on, <c>◌</c> one that waits for an answer, <c>○</c> one that has ended,
    /// <c>✕</c> one that was reset.
    /// </summary>
    public static int StateMark(in FlowRecord record) =>
        record.TcpState == TcpState.Reset ? '✕' :
        HasEnded(record) ? '○' :
        record.TcpState is TcpState.SynSent or TcpState.SynReceived ? '◌' : '●';

    /// <summary>The style of <see cref="StateMark"/>.</summary>
    public static Style StateStyle(in FlowRecord record) =>
        record.TcpState == TcpState.Reset ? StyleRole.Alert :
        HasEnded(record) ? StyleRole.Muted :
        record.TcpState is TcpState.SynSent or TcpState.SynReceived ? StyleRole.Warning : StyleRole.Good;

    /// <summary>Whether nothing more is expected of the flow.</summary>
    public static bool HasEnded(in FlowRecord record) =>
        record.EndReason != FlowEndReason.None || record.TcpState is TcpState.Closed or TcpState.Reset;

    static ReadOnlySpan<char> Cut(string text) => text.AsSpan(0, Math.Min(text.Length, 512));

    static void Require(Span<char> buffer)
    {
        if (buffer.Length < MaxLength) throw new ArgumentException("The buffer needs FlowText.MaxLength characters.", nameof(buffer));
    }
}
