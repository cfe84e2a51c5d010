using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Dissection;

/// <summary>What an ARP packet says (RFC 826), for IPv4 over Ethernet-like links.</summary>
static class ArpText
{
    internal static string Of(ReadOnlySpan<byte> data, int offset)
    {
        if (offset < 0 || offset + 28 > data.Length || data[offset + 4] != 6 || data[offset + 5] != 4) return "ARP";
        ReadOnlySpan<byte> arp = data[offset..];
        NetAddress sender = NetAddress.FromBytes(arp.Slice(14, 4)), target = NetAddress.FromBytes(arp.Slice(24, 4));
        return BinaryPrimitives.ReadUInt16BigEndian(arp[6..]) switch
        {
            1 when sender == target => $"ARP announcement for {sender}",
            1 => $"Who has {target}? Tell {sender}",
            2 => $"{sender} is at {Mac(arp.Slice(8, 6))}",
            _ => "ARP",
        };
    }

    internal static string Mac(ReadOnlySpan<byte> address) => Convert.ToHexStringLower(address) is { Length: 12 } hex
        ? string.Join(':', hex[..2], hex[2..4], hex[4..6], hex[6..8], hex[8..10], hex[10..]) : "";
}
