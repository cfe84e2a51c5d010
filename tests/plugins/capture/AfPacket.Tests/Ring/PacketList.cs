using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.AfPacket.Tests.Ring;

internal sealed class PacketList : IPacketSink
{
    internal List<(byte[] Bytes, Timestamp Time, int WireLength, LinkType LinkType)> Packets { get; } = [];

    public void OnPacket(in CapturedPacket packet) =>
        Packets.Add((packet.Bytes.ToArray(), packet.Time, packet.WireLength, packet.LinkType));
}
