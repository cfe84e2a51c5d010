using System.Buffers.Binary;
using System.Net;

namespace NetWatch.Live.Tests.Network;

/// <summary>Frames made byte by byte, each with a numbered datagram inside.</summary>
public static class Frames
{
    /// <summary>A frame with one VLAN tag, from left to right.</summary>
    public static byte[] Tagged(ushort tpid, ushort tci) =>
        [.. Addresses, .. Word(tpid), .. Word(tci), 0x08, 0x00, .. IpPacket(NetworkPair.LeftAddress, NetworkPair.RightAddress, 0)];

    /// <summary>A frame with two VLAN tags (802.1ad).</summary>
    public static byte[] DoubleTagged() =>
        [.. Addresses, 0x88, 0xa8, 0x00, 0x64, 0x81, 0x00, 0x00, 0x2a, 0x08, 0x00, .. IpPacket(NetworkPair.LeftAddress, NetworkPair.RightAddress, 1)];

    /// <summary>An IPv4 packet with a datagram of <see cref="UdpProbe"/>.</summary>
    public static byte[] IpPacket(string from, string to, int number)
    {
        byte[] payload = UdpProbe.Payload(number, 64);
        byte[] packet =
        [
            0x45, 0, .. Word((ushort)(28 + payload.Length)), 0, 1, 0, 0, 64, 17, 0, 0,
            .. IPAddress.Parse(from).GetAddressBytes(), .. IPAddress.Parse(to).GetAddressBytes(),
            .. Word(UdpProbe.Port), .. Word(UdpProbe.Port), .. Word((ushort)(8 + payload.Length)), 0, 0, .. payload,
        ];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), HeaderChecksum(packet.AsSpan(0, 20)));
        return packet;
    }

    static byte[] Addresses => Convert.FromHexString((NetworkPair.RightHardware + NetworkPair.LeftHardware).Replace(":", "", StringComparison.Ordinal));

    static byte[] Word(ushort value) => [(byte)(value >> 8), (byte)value];

    // RFC 1071.
    static ushort HeaderChecksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (int i = 0; i < header.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
