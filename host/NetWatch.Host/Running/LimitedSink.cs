using NetWatch.Sdk.Capture;

namespace NetWatch.Host.Running;

/// <summary>Lets a number of packets through and no more: a batch may hold more than the user asked for.</summary>
sealed class LimitedSink(IPacketSink inner, long limit) : IPacketSink
{
    long _count;

    public void OnPacket(in CapturedPacket packet)
    {
        if (_count >= limit) return;
        _count++;
        inner.OnPacket(packet);
    }
}
