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
    // The last block of a vanished interface closes within one retire time; twice that is on the safe side.
    const int DrainMilliseconds = 2 * PacketSocket.RetireMilliseconds;

    readonly PacketSocket _socket;
    readonly ReceiveRing _ring;
    readonly InterfaceDrops _interfaceDrops;
    readonly FrameFormat _format;
    readonly PollGate _gate = new();
    readonly string? _ringNotice;
    long _received;
    long _dropped;
    bool _isDown;

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
        if (!_ring.IsReady)
        {
            short events = _socket.Wait(timeoutMilliseconds);
            if ((events & (PacketConstants.PollError | PacketConstants.PollHangUp)) != 0)
            {
                _socket.ClearError();
                _isDown = true;
            }
        }
        if (!_ring.IsReady) return _isDown && IsOver() ? -1 : 0;
        if (_isDown && _socket.IsInterfacePresent()) _isDown = false;
        return _ring.DeliverBlock(_format, sink);
    }

    // A link that goes down may come up again, and the kernel then resumes by itself; an interface that was removed does not. What
    // arrived before its end is still in the ring and is handed over first.
    bool IsOver()
    {
        if (_socket.IsInterfacePresent()) return false;
        _socket.Wait(DrainMilliseconds);
        return !_ring.IsReady;
    }

    void Release()
    {
        _ring.Dispose();
        _socket.Dispose();
        _interfaceDrops.Dispose();
    }
}
