using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Engine.Decode;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Dissection;

/// <summary>The nodes of the transport header.</summary>
static class TransportDissection
{
    internal static void Write(DetailTree tree, in DecodedPacket packet, ReadOnlySpan<byte> data)
    {
        int at = packet.TransportOffset;
        if (at <= 0 || at >= data.Length || packet.IsFragment) return;
        switch (packet.Transport)
        {
            case Transport.Tcp when at + 20 <= data.Length: WriteTcp(tree, packet, data, at); break;
            case Transport.Udp when at + 8 <= data.Length: WriteUdp(tree, packet, data, at); break;
            case Transport.Icmp when at + 4 <= data.Length: tree.Add($"ICMP, {IcmpNames.V4(data[at], data[at + 1])}", at, data.Length - at); break;
            case Transport.IcmpV6 when at + 4 <= data.Length: tree.Add($"ICMPv6, {IcmpNames.V6(data[at], data[at + 1])}", at, data.Length - at); break;
            default: tree.Add(IpProtocolNames.Of(packet.IpProtocol), at, data.Length - at); break;
        }
    }

    static void WriteTcp(DetailTree tree, in DecodedPacket packet, ReadOnlySpan<byte> data, int at)
    {
        int length = Math.Min((data[at + 12] >> 4) * 4, data.Length - at);
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"TCP, {packet.SourcePort} → {packet.DestinationPort} [{TcpFlagNames.Of(packet.TcpFlags)}]"), at, length);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Source port: {packet.SourcePort}"), at, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Destination port: {packet.DestinationPort}"), at + 2, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Sequence number: {packet.TcpSequence}"), at + 4, 4);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Acknowledgment number: {packet.TcpAcknowledgment}"), at + 8, 4);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Header length: {(data[at + 12] >> 4) * 4}"), at + 12, 1);
        tree.Add($"Flags: {TcpFlagNames.Of(packet.TcpFlags)}", at + 13, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Window: {packet.TcpWindow}"), at + 14, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Checksum: 0x{BinaryPrimitives.ReadUInt16BigEndian(data[(at + 16)..]):x4}"), at + 16, 2);
        if (length > 20) WriteTcpOptions(tree, data, at + 20, at + length);
        tree.Close();
    }

    // RFC 9293 §3.2: kind 0 ends, kind 1 pads, all others carry their length.
    static void WriteTcpOptions(DetailTree tree, ReadOnlySpan<byte> data, int at, int end)
    {
        tree.Open("Options", at, end - at);
        while (at < end && data[at] != 0)
        {
            int length = data[at] == 1 ? 1 : at + 1 < end ? data[at + 1] : 0;
            if (length < 1 || at + length > end) break;
            if (data[at] != 1) tree.Add(TcpOption(data.Slice(at, length)), at, length);
            at += length;
        }

        tree.Close();
    }

    static string TcpOption(ReadOnlySpan<byte> option) => (option[0], option.Length) switch
    {
        (2, 4) => string.Create(CultureInfo.InvariantCulture, $"Maximum segment size: {BinaryPrimitives.ReadUInt16BigEndian(option[2..])}"),
        (3, 3) => string.Create(CultureInfo.InvariantCulture, $"Window scale: {option[2]}"),
        (4, 2) => "SACK permitted",
        (5, _) => string.Create(CultureInfo.InvariantCulture, $"SACK, {(option.Length - 2) / 8} blocks"),
        (8, 10) => string.Create(CultureInfo.InvariantCulture,
            $"Timestamps: {BinaryPrimitives.ReadUInt32BigEndian(option[2..])}, echo {BinaryPrimitives.ReadUInt32BigEndian(option[6..])}"),
        (34, _) => "TCP Fast Open cookie",
        (30, _) => "Multipath TCP",
        _ => string.Create(CultureInfo.InvariantCulture, $"Option {option[0]}, {option.Length} bytes"),
    };

    static void WriteUdp(DetailTree tree, in DecodedPacket packet, ReadOnlySpan<byte> data, int at)
    {
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"UDP, {packet.SourcePort} → {packet.DestinationPort}"), at, 8);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Source port: {packet.SourcePort}"), at, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Destination port: {packet.DestinationPort}"), at + 2, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Length: {BinaryPrimitives.ReadUInt16BigEndian(data[(at + 4)..])}"), at + 4, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Checksum: 0x{BinaryPrimitives.ReadUInt16BigEndian(data[(at + 6)..]):x4}"), at + 6, 2);
        tree.Close();
    }
}
