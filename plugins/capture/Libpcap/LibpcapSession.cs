using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetWatch.Plugins.Capture.Lifetime;
using NetWatch.Plugins.Libpcap.Native;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Libpcap;

/// <summary>A capture through an activated pcap handle in non-blocking mode.</summary>
internal sealed unsafe class LibpcapSession : ICaptureSession
{
    // A batch ends after so many packets, so that a flood can't keep the caller.
    const int BatchPackets = 8192;

    // The last buffer of a vanished interface closes within one such time, and later on a machine that is busy.
    const int DrainMilliseconds = 5 * PcapHandle.TimeoutMilliseconds;

    // struct pcap_stat: three counters, and more on Windows.
    const int StatisticsBytes = 64;

    readonly PcapLibrary _library;
    readonly nint _handle;
    readonly long _nanosecondsPerFraction;
    readonly int _descriptor = -1;
    readonly nint _event;
    readonly PollGate _gate = new();
    readonly string? _notice;
    GCHandle _self;
    IPacketSink? _sink;
    Exception? _sinkFailure;
    uint _lastReceived;
    uint _lastDropped;
    uint _lastDroppedByInterface;
    CaptureStatistics _statistics;

    internal LibpcapSession(PcapLibrary library, nint handle, LinkType linkType, bool isNanoseconds, string? notice)
    {
        _library = library;
        _handle = handle;
        LinkType = linkType;
        _nanosecondsPerFraction = isNanoseconds ? 1 : 1000;
        _notice = notice;
        if (library.SelectableDescriptor != null) _descriptor = library.SelectableDescriptor(handle);
        else if (library.WaitEvent != null) _event = library.WaitEvent(handle);
        _self = GCHandle.Alloc(this);
    }

    public LinkType LinkType { get; }

    public string? Notice => _notice;

    public int Poll(IPacketSink sink, int timeoutMilliseconds)
    {
        if (!_gate.TryEnter()) return -1;
        try
        {
            int count = Dispatch(sink);
            if (count == 0) count = DispatchWithin(timeoutMilliseconds, sink, hasEnded: false);
            if (count >= 0) return count;
            // The library reports the end of an interface before it hands over what is still in a buffer that was not full.
            count = DispatchWithin(DrainMilliseconds, sink, hasEnded: true);
            return count > 0 ? count : -1;
        }
        finally
        {
            if (!_gate.TryLeave()) Release();
        }
    }

    public CaptureStatistics ReadStatistics()
    {
        if (!_gate.TryEnter()) return _statistics;
        byte* counters = stackalloc byte[StatisticsBytes];
        if (_library.Statistics(_handle, counters) == 0) Add((uint*)counters);
        if (!_gate.TryLeave()) Release();
        return _statistics;
    }

    public void Dispose()
    {
        if (_gate.TryClose()) Release();
    }

    // Waits until there is something. A signal ends the wait early, and so does a packet that the library then keeps back.
    int DispatchWithin(int milliseconds, IPacketSink sink, bool hasEnded)
    {
        var time = new PollTime(TimeProvider.System, milliseconds);
        int count = 0;
        for (int left = milliseconds; left > 0 && (count == 0 || (hasEnded && count < 0)) && !_gate.IsClosing; left = time.Left)
        {
            Wait(left);
            count = Dispatch(sink);
        }
        return count;
    }

    void Wait(int milliseconds)
    {
        if (_descriptor >= 0) ReadinessWait.ForDescriptor(_descriptor, milliseconds);
        else if (_event != 0) ReadinessWait.ForEvent(_event, milliseconds);
    }

    // Counters of the library are 32 bits wide and wrap within a day on a fast link: the differences are what counts.
    void Add(uint* counters)
    {
        _statistics = new(
            _statistics.Received + (counters[0] - _lastReceived),
            _statistics.DroppedByKernel + (counters[1] - _lastDropped),
            _statistics.DroppedByInterface + (counters[2] - _lastDroppedByInterface));
        (_lastReceived, _lastDropped, _lastDroppedByInterface) = (counters[0], counters[1], counters[2]);
    }

    int Dispatch(IPacketSink sink)
    {
        _sink = sink;
        int count = _library.Dispatch(_handle, BatchPackets, &OnPacket, GCHandle.ToIntPtr(_self));
        _sink = null;
        if (_sinkFailure is { } failure)
        {
            _sinkFailure = null;
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
        // PCAP_ERROR: the interface is gone. PCAP_ERROR_BREAK doesn't happen, since nothing breaks the loop.
        return count >= 0 ? count : -1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void OnPacket(nint user, byte* header, byte* bytes)
    {
        var session = (LibpcapSession)GCHandle.FromIntPtr(user).Target!;
        if (session._sinkFailure is not null || session._sink is not { } sink) return;
        PacketHeader.Read(header, out long seconds, out long fraction, out uint captured, out uint wire);
        int length = (int)Math.Min(captured, int.MaxValue);
        var time = new Timestamp((seconds * Timestamp.NanosecondsPerSecond) + (fraction * session._nanosecondsPerFraction));
        try
        {
            sink.OnPacket(new CapturedPacket(new ReadOnlySpan<byte>(bytes, length), time, (int)Math.Clamp(wire, (uint)length, int.MaxValue), session.LinkType));
        }
        catch (Exception e)
        {
            // An exception must not cross the library's frames: it goes on once they are left.
            session._sinkFailure = e;
        }
    }

    void Release()
    {
        _library.Close(_handle);
        _self.Free();
    }
}
