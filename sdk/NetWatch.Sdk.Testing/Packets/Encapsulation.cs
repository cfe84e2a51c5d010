using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>Puts the IP datagrams of a capture behind other headers.</summary>
static class Encapsulation
{
    // Room for the headers of any tunnel within the 16 bits of an outer length.
    const int LargestDatagram = 65_000;

    /// <summary>Rebuilds each frame with an IP datagram; others stay when the link type does, and are left out otherwise.</summary>
    internal static CaptureSample Apply(CaptureSample capture, LinkType linkType, Func<PacketBuilder> outer) => capture.Select(packet =>
    {
        if (IpFrame.TryParse(packet) is not { } ip || ip.TotalLength < ip.HeaderLength || ip.TotalLength > LargestDatagram)
            return packet.LinkType == linkType ? [packet] : [];
        // A datagram that the capture cut is made whole for the lengths around it, and cut again.
        byte[] datagram = new byte[ip.TotalLength];
        ip.Datagram.CopyTo(datagram);
        byte[] frame = outer().Raw(datagram, ip.IsIPv4 ? (ushort)0x0800 : (ushort)0x86DD, ip.IsIPv4 ? (byte)4 : (byte)41).Build();
        int captured = frame.Length - datagram.Length + ip.Datagram.Length;
        return [new SamplePacket(packet.Time, linkType, frame.AsMemory(0, captured), frame.Length)];
    });
}
