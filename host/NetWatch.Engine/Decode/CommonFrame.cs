using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Decode;

/// <summary>
/// The frame that nearly all frames are: untagged Ethernet, IPv4 without options or fragments, TCP or UDP that is no tunnel,
/// wholly captured. Read straight through. Whatever differs in any way is left to the general decoder, which gives the same
/// answer on these frames.
/// </summary>
static class CommonFrame
{
    const int Network = 14;
    const int Transport = Network + 20;
    const int MinimumUdp = Transport + 8;
    const int MinimumTcp = Transport + 20;

    internal static bool TryDecode(ReadOnlySpan<byte> bytes, ref DecodedPacket packet)
    {
        // In bounds: every offset below lies within MinimumUdp, or within MinimumTcp once that was compared.
        if (bytes.Length < MinimumUdp) return false;
        ref byte frame = ref MemoryMarshal.GetReference(bytes);
        // EtherType 0x0800, version 4, five words of header.
        if (UInt16(ref frame, 12) != 0x0800 || Unsafe.Add(ref frame, Network) != 0x45) return false;
        int end = Network + UInt16(ref frame, Network + 2);
        // Neither "more fragments" nor an offset.
        if (end > bytes.Length || (UInt16(ref frame, Network + 6) & 0x3FFF) != 0) return false;
        byte protocol = Unsafe.Add(ref frame, Network + 9);
        if (protocol == (byte)Sdk.Packets.Transport.Tcp) return end >= MinimumTcp && TryReadTcp(ref frame, end, ref packet);
        return protocol == (byte)Sdk.Packets.Transport.Udp && end >= MinimumUdp && TryReadUdp(ref frame, end, ref packet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryReadTcp(ref byte frame, int end, ref DecodedPacket packet)
    {
        int headerLength = (Unsafe.Add(ref frame, Transport + 12) >> 4) * 4;
        int payload = Transport + headerLength;
        if (headerLength < 20 || payload > end) return false;
        SetCommon(ref frame, Sdk.Packets.Transport.Tcp, payload, end, ref packet);
        packet.TcpSequence = UInt32(ref frame, Transport + 4);
        packet.TcpAcknowledgment = UInt32(ref frame, Transport + 8);
        packet.TcpFlags = Unsafe.Add(ref frame, Transport + 13);
        packet.TcpWindow = UInt16(ref frame, Transport + 14);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryReadUdp(ref byte frame, int end, ref DecodedPacket packet)
    {
        int length = UInt16(ref frame, Transport + 4);
        if (length < 8 || length > end - Transport) return false;
        if (UdpTunnels.MayBeTunnel(UInt16(ref frame, Transport), UInt16(ref frame, Transport + 2))) return false;
        SetCommon(ref frame, Sdk.Packets.Transport.Udp, Transport + 8, Transport + length, ref packet);
        packet.TcpSequence = 0;
        packet.TcpAcknowledgment = 0;
        packet.TcpFlags = 0;
        packet.TcpWindow = 0;
        return true;
    }

    // Sets every field but those of TCP, since the caller's packet still holds the one before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SetCommon(ref byte frame, Transport transport, int payload, int end, ref DecodedPacket packet)
    {
        packet.Source = NetAddress.FromIPv4(UInt32(ref frame, Network + 12));
        packet.Destination = NetAddress.FromIPv4(UInt32(ref frame, Network + 16));
        packet.NetworkOffset = Network;
        packet.TransportOffset = Transport;
        packet.PayloadOffset = payload;
        packet.PayloadLength = end - payload;
        packet.PayloadWireLength = end - payload;
        packet.SourcePort = UInt16(ref frame, Transport);
        packet.DestinationPort = UInt16(ref frame, Transport + 2);
        packet.EtherType = 0x0800;
        packet.VlanId = 0;
        packet.IpProtocol = (byte)transport;
        packet.Transport = transport;
        packet.Traits = PacketTraits.Ip;
    }

    static ushort UInt16(ref byte frame, int at)
    {
        ushort value = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, at));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    static uint UInt32(ref byte frame, int at)
    {
        uint value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref frame, at));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
