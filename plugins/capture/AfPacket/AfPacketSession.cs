using NetWatch.Plugins.AfPacket.Interfaces;
using NetWatch.Plugins.AfPacket.Native;
using NetWatch.Plugins.AfPacket.Ring;
using NetWatch.Plugins.Capture.Lifetime;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.AfPacket;

/// <summary>A capture through one ring.</summary>
internal sealed class AfPacketSession : ICaptureSession
{
    readonly PacketSocket _socket;
    readonly ReceiveRing _ring;
    readonly InterfaceDrops _interfaceDrops;
    readonly FrameFormat _format;
    readonly PollGate _gate = new();
    readonly string? _ringNotice;
    long _received;
    long _dropped;
    bool _isDown;
    bool _isBlockFromBefore;

    internal AfPacketSession(
        PacketSocket socket, ReceiveRing ring, InterfaceDrops interfaceDrops, in FrameFormat format, string? ringNotice)
    {
        _socket = socket;
        _ring = ring;
        _interfaceDrops = interfaceDrops;
        _format = format;
        _ringNotice = ringNotice;
    }

    public LinkType LinkType => _format.LinkType;

    public string? Notice => _isDown ? "The interface is down; the capture goes on when it comes up again." : _ringNotice;

    public int Poll(IPacketSink sink, int timeoutMilliseconds)
    {
        if (!_gate.TryEnter()) return -1;
        try
        {
            return PollRing(sink, timeoutMilliseconds);
        }
        finally
        {
            if (!_gate.TryLeave()) Release();
        }
    }

    public CaptureStatistics ReadStatistics()
    {
        if (_gate.TryEnter())
        {
            RingCounters counters = _socket.TakeCounters();
            _received += counters.Packets;
            _dropped += counters.Drops;
            long interfaceDrops = _interfaceDrops.Read();
            if (!_gate.TryLeave()) Release();
            return Statistics(interfaceDrops);
        }
        return Statistics(0);
    }

    public void Dispose()
    {
        if (_gate.TryClose()) Release();
    }

    CaptureStatistics Statistics(long interfaceDrops) => new(_received, _dropped + _ring.UnreadableFrames, interfaceDrops);

    int PollRing(IPacketSink sink, int timeoutMilliseconds)
    {
        if (!_ring.IsReady) WaitForBlock(timeoutMilliseconds);
        if (!_ring.IsReady) return IsOver() ? -1 : 0;
        _isDown &= _isBlockFromBefore;
        _isBlockFromBefore = false;
        return _ring.DeliverBlock(_format, sink);
    }

    // The news that the link is down ends the kernel's wait, and so does a signal; neither ends the time. What came before that news
    // may lie in the block that is still open: it says nothing about the link being up again.
    void WaitForBlock(int milliseconds)
    {
        var time = new PollTime(TimeProvider.System, milliseconds);
        int left = milliseconds;
        do
        {
            short events = _socket.Wait(left);
            if ((events & (PacketConstants.PollError | PacketConstants.PollHangUp)) != 0)
            {
                _socket.ClearError();
                _isDown = true;
                _isBlockFromBefore = !_ring.IsEmpty;
            }
            left = time.Left;
        }
        while (left > 0 && !_ring.IsReady && !IsOver() && !_gate.IsClosing);
    }

    // A link that goes down may come up again, and the kernel then resumes by itself; an interface that was removed does not. It is
    // down before it is removed, and of the removal itself there is no news. What arrived before its end is still in the ring, the
    // last of it until the kernel's timer closes the block, and is handed over first.
    bool IsOver() => !_socket.IsInterfacePresent() && _ring.IsEmpty;

    void Release()
    {
        _ring.Dispose();
        _socket.Dispose();
        _interfaceDrops.Dispose();
    }
}
