using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Engine.Decode;

namespace NetWatch.Engine.Dissection;

/// <summary>The nodes of the IP header of the innermost packet.</summary>
static class NetworkDissection
{
    internal static void Write(DetailTree tree, in DecodedPacket packet, ReadOnlySpan<byte> data)
    {
        int at = packet.NetworkOffset;
        if (at < 0 || at + 20 > data.Length) return;
        if (packet.IsTunneled) tree.Add("Inside a tunnel", 0, at);
        if (data[at] >> 4 == 4) WriteV4(tree, packet, data, at);
        else if (data[at] >> 4 == 6 && at + 40 <= data.Length) WriteV6(tree, packet, data, at);
    }

    static void WriteV4(DetailTree tree, in DecodedPacket packet, ReadOnlySpan<byte> data, int at)
    {
        int length = Math.Min((data[at] & 15) * 4, data.Length - at);
        ushort fragment = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 6)..]);
        tree.Open($"IPv4, {packet.Source} → {packet.Destination}", at, length);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Header length: {(data[at] & 15) * 4}"), at, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"DSCP {data[at + 1] >> 2}, ECN {data[at + 1] & 3}"), at + 1, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Total length: {BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..])}"), at + 2, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Identification: 0x{BinaryPrimitives.ReadUInt16BigEndian(data[(at + 4)..]):x4}"), at + 4, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture,
            $"Flags: {((fragment & 0x4000) != 0 ? "don't fragment " : "")}{((fragment & 0x2000) != 0 ? "more fragments " : "")}offset {(fragment & 0x1FFF) * 8}"), at + 6, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Time to live: {data[at + 8]}"), at + 8, 1);
        tree.Add($"Protocol: {IpProtocolNames.Of(data[at + 9])}", at + 9, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Header checksum: 0x{BinaryPrimitives.ReadUInt16BigEndian(data[(at + 10)..]):x4}"), at + 10, 2);
        tree.Add($"Source: {packet.Source}", at + 12, 4);
        tree.Add($"Destination: {packet.Destination}", at + 16, 4);
        if (length > 20) tree.Add(string.Create(CultureInfo.InvariantCulture, $"Options, {length - 20} bytes"), at + 20, length - 20);
        tree.Close();
    }

    static void WriteV6(DetailTree tree, in DecodedPacket packet, ReadOnlySpan<byte> data, int at)
    {
        tree.Open($"IPv6, {packet.Source} → {packet.Destination}", at, 40);
        uint head = BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Traffic class: 0x{(head >> 20) & 0xFF:x2}"), at, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Flow label: 0x{head & 0xFFFFF:x5}"), at + 1, 3);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Payload length: {BinaryPrimitives.ReadUInt16BigEndian(data[(at + 4)..])}"), at + 4, 2);
        tree.Add($"Next header: {IpProtocolNames.Of(data[at + 6])}", at + 6, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Hop limit: {data[at + 7]}"), at + 7, 1);
        tree.Add($"Source: {packet.Source}", at + 8, 16);
        tree.Add($"Destination: {packet.Destination}", at + 24, 16);
        int extensions = packet.TransportOffset - at - 40;
        if (extensions > 0) tree.Add(string.Create(CultureInfo.InvariantCulture, $"Extension headers, {extensions} bytes"), at + 40, extensions);
        tree.Close();
    }
}
