using NetWatch.Sdk.Capture;

namespace NetWatch.Live.Tests.Capture;

/// <summary>Counts packets and keeps none.</summary>
public sealed class PacketCounter : IPacketSink
{
    public int Count { get; private set; }

    public void OnPacket(in CapturedPacket packet) => Count++;
}
