using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>The handshake and the messages of a connection between peers (BEP 3, BEP 6, BEP 10).</summary>
static class PeerWireTree
{
    const int MaxMessage = 1 << 24;
    const int MaxShown = 300;

    internal static string? Summary(in DissectionInput input)
    {
        if (!input.StartsAtFirstByte || Handshake.IsAt(input.Bytes) != true) return null;
        if (input.PacketStart < Handshake.Length) return "Handshake";
        int at = Handshake.Length;
        while (TryReadMessage(input.Bytes, at, out int length))
        {
            if (at + 4 + length > input.PacketStart) return Name(input.Bytes, at, length);
            at += 4 + length;
        }

        return null;
    }

    internal static void Write(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (!input.StartsAtFirstByte || Handshake.IsAt(bytes) != true) return;
        if (input.PacketStart < Handshake.Length) WriteHandshake(bytes[..Math.Min(bytes.Length, Handshake.Length)], tree);
        int at = Handshake.Length;
        for (int shown = 0; shown < MaxShown && TryReadMessage(bytes, at, out int length);)
        {
            int end = (int)Math.Min(bytes.Length, (long)at + 4 + length);
            if (end > input.PacketStart)
            {
                shown++;
                tree.Open($"BitTorrent, {Name(bytes, at, length)}", at, end - at);
                tree.Add(string.Create(CultureInfo.InvariantCulture, $"Length: {length}"), at, 4);
                if (end > at + 5) tree.Add(string.Create(CultureInfo.InvariantCulture, $"Data ({end - at - 5} bytes)"), at + 5, end - at - 5);
                tree.Close();
            }

            at = end;
        }
    }

    static void WriteHandshake(ReadOnlySpan<byte> handshake, IDetailTree tree)
    {
        tree.Open("BitTorrent, handshake", 0, handshake.Length);
        tree.Add("Protocol: BitTorrent protocol", 0, 20);
        if (handshake.Length == Handshake.Length)
        {
            tree.Add($"Extensions: {string.Join(", ", Handshake.Extensions(handshake))}", 20, 8);
            tree.Add($"Info hash: {Convert.ToHexStringLower(handshake.Slice(Handshake.InfoHashStart, 20))}", Handshake.InfoHashStart, 20);
            ReadOnlySpan<byte> peer = handshake[Handshake.PeerIdStart..];
            tree.Add($"Peer id: {WireText.Of(peer)}{(PeerId.ClientOf(peer) is { } client ? $" ({client})" : "")}", Handshake.PeerIdStart, PeerId.Length);
        }

        tree.Close();
    }

    static bool TryReadMessage(ReadOnlySpan<byte> bytes, int at, out int length)
    {
        length = 0;
        if (at > bytes.Length - 4) return false;
        uint declared = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        length = (int)Math.Min(declared, MaxMessage);
        return declared < MaxMessage;
    }

    static string Name(ReadOnlySpan<byte> bytes, int at, int length)
    {
        if (length == 0) return "keep-alive";
        if (at + 4 >= bytes.Length) return "message";
        return bytes[at + 4] switch
        {
            0 => "choke", 1 => "unchoke", 2 => "interested", 3 => "not interested", 4 => "have", 5 => "bitfield", 6 => "request", 7 => "piece",
            8 => "cancel", 9 => "port", 13 => "suggest", 14 => "have all", 15 => "have none", 16 => "reject", 17 => "allowed fast", 20 => "extended",
            21 => "hash request", 22 => "hashes", 23 => "hash reject",
            byte other => string.Create(CultureInfo.InvariantCulture, $"message {other}"),
        };
    }
}
