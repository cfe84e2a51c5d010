using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Engine.Decode;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Dissection;

/// <summary>The nodes of the link layer: Ethernet in full, other link types by name and extent.</summary>
static class LinkDissection
{
    internal static void Write(DetailTree tree, LinkType linkType, ReadOnlySpan<byte> frame, in DecodedPacket packet)
    {
        if (linkType == LinkType.Ethernet && frame.Length >= 14)
        {
            WriteEthernet(tree, frame);
            return;
        }

        int end = packet.IsReassembled || packet.NetworkOffset > frame.Length ? 0 : packet.NetworkOffset;
        if (end > 0) tree.Add(string.Create(CultureInfo.InvariantCulture, $"{linkType} header, {end} bytes"), 0, end);
        if (packet.IsTunneled) tree.Add("Tunneled: the innermost packet is shown", 0, 0);
    }

    static void WriteEthernet(DetailTree tree, ReadOnlySpan<byte> frame)
    {
        tree.Open($"Ethernet II, {ArpText.Mac(frame.Slice(6, 6))} → {ArpText.Mac(frame[..6])}", 0, 14);
        tree.Add($"Destination: {ArpText.Mac(frame[..6])}", 0, 6);
        tree.Add($"Source: {ArpText.Mac(frame.Slice(6, 6))}", 6, 6);
        int at = 12;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[at..]);
        tree.Add(type < 0x0600 ? string.Create(CultureInfo.InvariantCulture, $"Length: {type}") : string.Create(CultureInfo.InvariantCulture, $"Type: 0x{type:x4}"), at, 2);
        tree.Close();
        while (type is 0x8100 or 0x88A8 or 0x9100 && at + 6 <= frame.Length)
        {
            ushort tag = BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 2)..]);
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 4)..]);
            tree.Open(string.Create(CultureInfo.InvariantCulture, $"802.1Q, VLAN {tag & 0xFFF}"), at + 2, 4);
            tree.Add(string.Create(CultureInfo.InvariantCulture, $"Priority: {tag >> 13}"), at + 2, 2);
            tree.Add(string.Create(CultureInfo.InvariantCulture, $"Type: 0x{type:x4}"), at + 4, 2);
            tree.Close();
            at += 4;
        }
    }
}
