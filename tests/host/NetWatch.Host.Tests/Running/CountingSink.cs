using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Tests.Running;

/// <summary>Counts packets.</summary>
sealed class CountingSink : IPacketSink
{
    internal int Packets { get; private set; }

    public void OnPacket(in CapturedPacket packet) => Packets++;
}
