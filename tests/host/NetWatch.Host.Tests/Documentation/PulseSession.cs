using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Tests.Documentation;

sealed class PulseSession : ICaptureSession
{
    readonly byte[] _frame = new byte[60];
    readonly ManualResetEventSlim _closed = new();
    long _received;

    public LinkType LinkType => LinkType.Ethernet;

    public int Poll(IPacketSink sink, int timeoutMilliseconds)
    {
        if (_closed.Wait(timeoutMilliseconds)) return -1;
        var now = new Timestamp((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
        sink.OnPacket(new CapturedPacket(_frame, now, _frame.Length, LinkType));
        _received++;
        return 1;
    }

    public CaptureStatistics ReadStatistics() => new(_received, DroppedByKernel: 0, DroppedByInterface: 0);

    public void Dispose() => _closed.Set();
}
