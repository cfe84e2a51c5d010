using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Shows handshakes and messages of peers, and the datagrams of DHT, uTP, trackers and local discovery.</summary>
[ForProtocol("bittorrent")]
public sealed class BitTorrentDissector : IDissector
{
    static readonly string[] UtpTypes = ["DATA", "FIN", "STATE", "RESET", "SYN"];

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (input.Transport == Transport.Tcp) return PeerWireTree.Summary(input);
        if (bytes.IsEmpty) return null;
        if (bytes[0] == 'd' && KrpcMessage.TryRead(bytes, input.IsTruncated, out KrpcMessage message)) return Title(message);
        if (bytes.StartsWith(LocalDiscovery.Mark)) return "Local service discovery";
        if (Tracker.IsConnect(bytes)) return "Tracker connect";
        if (Tracker.IsAnnounce(bytes)) return "Tracker announce";
        return UtpHeader.TryRead(bytes, out UtpHeader header)
            ? Invariant($"uTP {UtpTypes[header.Type]} seq {header.Sequence} ack {header.Acknowledgment} ({header.Payload.Length} bytes)") : null;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (input.Transport == Transport.Tcp) PeerWireTree.Write(input, tree);
        else if (bytes.IsEmpty) return;
        else if (bytes[0] == 'd' && KrpcMessage.TryRead(bytes, input.IsTruncated, out KrpcMessage message)) Krpc(bytes, message, tree);
        else if (bytes.StartsWith(LocalDiscovery.Mark)) Lines(bytes, tree);
        else if (Tracker.IsConnect(bytes)) Connect(bytes, tree);
        else if (Tracker.IsAnnounce(bytes)) Announce(bytes, tree);
        else if (UtpHeader.TryRead(bytes, out UtpHeader header)) Utp(bytes, header, tree);
    }

    static string Title(in KrpcMessage message) => message.Kind switch
    {
        (byte)'q' => $"DHT query {WireText.Of(message.Query, 32)}",
        (byte)'r' => "DHT response",
        (byte)'e' => "DHT error",
        _ => "DHT message, cut",
    };

    static void Krpc(ReadOnlySpan<byte> bytes, in KrpcMessage message, IDetailTree tree)
    {
        tree.Open($"BitTorrent, {Title(message)}", 0, bytes.Length);
        BencodeTree.Write(bytes, 0, tree);
        tree.Close();
    }

    static void Lines(ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        tree.Open("BitTorrent, local service discovery", 0, bytes.Length);
        for (int at = 0; at < bytes.Length;)
        {
            int end = bytes[at..].IndexOf((byte)'\n');
            int length = end < 0 ? bytes.Length - at : end + 1;
            ReadOnlySpan<byte> line = bytes.Slice(at, length).TrimEnd("\r\n"u8);
            if (!line.IsEmpty) tree.Add(WireText.Of(line, 256), at, length);
            at += length;
        }

        tree.Close();
    }

    static void Connect(ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        tree.Open("BitTorrent, tracker connect", 0, bytes.Length);
        tree.Add("Protocol id", 0, 8);
        tree.Add("Action: connect (0)", 8, 4);
        tree.Add($"Transaction: {Convert.ToHexStringLower(bytes.Slice(12, 4))}", 12, 4);
        tree.Close();
    }

    static void Announce(ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        tree.Open("BitTorrent, tracker announce", 0, bytes.Length);
        tree.Add($"Connection: {Convert.ToHexStringLower(bytes[..8])}", 0, 8);
        tree.Add("Action: announce (1)", 8, 4);
        tree.Add($"Transaction: {Convert.ToHexStringLower(bytes.Slice(12, 4))}", 12, 4);
        tree.Add($"Info hash: {Convert.ToHexStringLower(bytes.Slice(16, 20))}", 16, 20);
        ReadOnlySpan<byte> peer = bytes.Slice(36, PeerId.Length);
        tree.Add($"Peer id: {WireText.Of(peer)}{(PeerId.ClientOf(peer) is { } client ? $" ({client})" : "")}", 36, PeerId.Length);
        tree.Close();
    }

    static void Utp(ReadOnlySpan<byte> bytes, in UtpHeader header, IDetailTree tree)
    {
        tree.Open(Invariant($"BitTorrent, uTP {UtpTypes[header.Type]}"), 0, bytes.Length);
        tree.Add(Invariant($"Type: {UtpTypes[header.Type]} ({header.Type}), version 1"), 0, 1);
        tree.Add(Invariant($"Extension: {bytes[1]}"), 1, 1);
        tree.Add(Invariant($"Connection id: {header.ConnectionId}"), 2, 2);
        tree.Add(Invariant($"Timestamp: {header.Timestamp} µs"), 4, 4);
        tree.Add(Invariant($"Timestamp difference: {header.TimestampDifference} µs"), 8, 4);
        tree.Add(Invariant($"Window: {header.Window} bytes"), 12, 4);
        tree.Add(Invariant($"Sequence number: {header.Sequence}"), 16, 2);
        tree.Add(Invariant($"Acknowledgment number: {header.Acknowledgment}"), 18, 2);
        int payload = header.Payload.Length;
        if (payload > 0) tree.Add(Invariant($"Data ({payload} bytes)"), bytes.Length - payload, payload);
        tree.Close();
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
