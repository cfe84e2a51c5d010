using NetWatch.Sdk.Capture;

namespace NetWatch.Live.Tests.Capture;

/// <summary>Keeps every packet.</summary>
public sealed class PacketRecorder : IPacketSink
{
    readonly List<PacketRecord> _packets = [];

    public IReadOnlyList<PacketRecord> Packets => _packets;

    public void OnPacket(in CapturedPacket packet) =>
        _packets.Add(new(packet.Bytes.ToArray(), packet.Time, packet.WireLength, packet.LinkType));
}
