using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Tracing;

/// <summary>Outgoing TCP by the tracepoint sock:inet_sock_set_state, where the kernel takes no programs.</summary>
public sealed class TracepointSession : IAttributionSession, ISocketEvents
{
    const int NonBlocking = 0x800, CloseOnExec = 0x80000, PageBytes = 64 << 10;
    const short Readable = 1;

    readonly TraceInstance _instance;
    readonly SafeFileHandle[] _buffers;
    readonly PollRequest[] _requests;
    readonly StateReader _reader;
    readonly byte[] _page = new byte[PageBytes];
    long _events, _lost;

    TracepointSession(TraceInstance instance, StateFormat format, SafeFileHandle[] buffers, TimeProvider time)
    {
        (_instance, _buffers) = (instance, buffers);
        _requests = [.. buffers.Select(static buffer => new PollRequest { Descriptor = (int)buffer.DangerousGetHandle(), Wanted = Readable })];
        _reader = new StateReader(format, ProcessTable.OfSystem(time));
    }

    /// <inheritdoc/>
    public AttributionStatus Status { get; } = new(AttributionState.Limited,
        "The kernel takes no programs here, so outgoing TCP is read from its trace: not accepted connections, not UDP, and not processes that are gone within some milliseconds.")
    {
        Backend = "tracepoint sock:inet_sock_set_state",
    };

    /// <inheritdoc/>
    public AttributionCounters ReadCounters() => new(Interlocked.Read(ref _events), Interlocked.Read(ref _lost));

    /// <summary>Opens a trace buffer; null when that can't be had.</summary>
    public static TracepointSession? TryOpen(TimeProvider time)
    {
        if (TraceInstance.TryOpen() is not { } instance) return null;
        var format = new StateFormat(instance.Format);
        SafeFileHandle[] buffers = [.. instance.Buffers.Select(static path => Libc.Open(path, NonBlocking | CloseOnExec))];
        if (format.IsComplete && buffers.Length > 0 && Array.TrueForAll(buffers, static buffer => !buffer.IsInvalid))
            return new TracepointSession(instance, format, buffers, time);
        foreach (SafeFileHandle buffer in buffers) buffer.Dispose();
        instance.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public int Poll(ISocketEventSink sink, int timeoutMilliseconds)
    {
        int count = ReadAll(sink);
        if (count > 0) return count;
        Libc.Poll(ref _requests[0], (nuint)_requests.Length, timeoutMilliseconds);
        return ReadAll(sink);
    }

    unsafe int ReadAll(ISocketEventSink sink)
    {
        int count = 0;
        long offset = KernelClock.ReadOffset();
        foreach (SafeFileHandle buffer in _buffers)
        {
            nint length;
            fixed (byte* page = _page) length = Libc.Read(buffer, page, (nuint)_page.Length);
            if (length > 0) count += ReadPage(_page.AsSpan(0, (int)length), offset, sink);
        }

        return count;
    }

    int ReadPage(ReadOnlySpan<byte> bytes, long offset, ISocketEventSink sink)
    {
        var page = new TracePage(bytes);
        int count = 0;
        long unnamed = _reader.Unnamed;
        while (page.TryRead(out ReadOnlySpan<byte> record, out long time))
        {
            count++;
            if (!_reader.TryRead(record, time + offset, out SocketEvent socketEvent)) continue;
            Interlocked.Increment(ref _events);
            sink.OnSocket(socketEvent);
        }

        Interlocked.Add(ref _lost, page.Missed + _reader.Unnamed - unnamed);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SafeFileHandle buffer in _buffers) buffer.Dispose();
        _instance.Dispose();
    }
}
