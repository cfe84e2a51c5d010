using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Ebpf.Events;

/// <summary>Turns records of the ring into processes and socket events.</summary>
public sealed class EventReader(ProcessTable processes, ulong ownNamespace)
{
    // Start times are told in nanoseconds; /proc rounds them down to hundredths of a second.
    const long NanosecondsPerTick = 10_000_000;

    readonly Inheritance _inheritance = new();

    // Names repeat; most events come from few processes.
    readonly Dictionary<(ulong, ulong), string> _names = [];

    /// <summary>What is added to the kernel's monotonic time to get wall time, in nanoseconds.</summary>
    public long ClockOffset { get; set; }

    /// <summary>Takes a record. True when it tells of a socket.</summary>
    public bool TryRead(ReadOnlySpan<byte> record, out SocketEvent socketEvent)
    {
        socketEvent = default;
        if (record.Length < EventLayout.ForkBytes) return false;
        var kind = (EventKind)Int(record, EventLayout.Kind);
        ProcessSketch sketch = Sketch(record);
        if (kind == EventKind.Fork)
        {
            var parent = new ProcessKey(Int(record, EventLayout.ParentPid), Long(record, EventLayout.ParentStart) / NanosecondsPerTick);
            processes.OnFork(sketch, parent);
            _inheritance.OnFork(sketch.Key, parent);
            return false;
        }

        if (kind == EventKind.Exec)
        {
            _inheritance.OnExec(sketch.Key);
            if (record.Length >= EventLayout.ExecBytes) ReadExec(record, sketch);
            return false;
        }

        if (kind is not (>= EventKind.Connect and <= EventKind.Release or EventKind.Inherited) || record.Length < EventLayout.SocketBytes) return false;
        ulong space = (ulong)Long(record, EventLayout.Namespace);
        socketEvent = new SocketEvent
        {
            Local = Tuple(record),
            Process = (kind is EventKind.Release or EventKind.Inherited ? AcceptorOf(record, sketch, kind) : null) ?? processes.Resolve(sketch),
            Time = new Timestamp(Long(record, EventLayout.Time) + ClockOffset),
            Evidence = AttributionEvidence.Exact,
            Cookie = (ulong)Long(record, EventLayout.Cookie),
            IsForeign = ownNamespace != 0 && space != 0 && space != ownNamespace,
        };
        return true;
    }

    // Who closes a connection that was never used has accepted it, or is a child that has inherited it.
    ProcessIdentity? AcceptorOf(ReadOnlySpan<byte> record, in ProcessSketch sketch, EventKind kind)
    {
        ProcessKey owner = _inheritance.Acceptor(
            sketch.Key, Long(record, EventLayout.ProcessStart), kind == EventKind.Inherited, Long(record, EventLayout.AcceptedAt));
        return owner == sketch.Key ? null : processes.FindStarted(owner);
    }

    void ReadExec(ReadOnlySpan<byte> record, in ProcessSketch sketch)
    {
        int fileLength = Math.Clamp(Int(record, EventLayout.FileLength), 0, EventLayout.FileBytes);
        int argumentsLength = Math.Clamp(Int(record, EventLayout.ArgumentsLength), 0, EventLayout.ArgumentsBytes);
        string? file = fileLength <= 1 ? null : CleanText.Of(record.Slice(EventLayout.File, fileLength), 512);
        string? arguments = argumentsLength <= 1 ? null
            : CleanText.Of(record.Slice(EventLayout.Arguments, argumentsLength), ProcessIdentity.MaxCommandLineLength);
        processes.OnExec(sketch, file, arguments);
    }

    ProcessSketch Sketch(ReadOnlySpan<byte> record)
    {
        var key = new ProcessKey(Int(record, EventLayout.Pid), Long(record, EventLayout.ProcessStart) / NanosecondsPerTick);
        uint user = (uint)Int(record, EventLayout.User);
        return new ProcessSketch(key, Name(record.Slice(EventLayout.Name, EventLayout.NameBytes)), Int(record, EventLayout.ParentPid),
            user == uint.MaxValue ? -1 : user);
    }

    string Name(ReadOnlySpan<byte> bytes)
    {
        var key = (MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[8..]));
        if (_names.TryGetValue(key, out string? known)) return known;
        if (_names.Count >= 4096) _names.Clear();
        int end = bytes.IndexOf((byte)0);
        return _names[key] = CleanText.Of(end < 0 ? bytes : bytes[..end], 64);
    }

    static FiveTuple Tuple(ReadOnlySpan<byte> record)
    {
        bool isSix = MemoryMarshal.Read<ushort>(record[EventLayout.Family..]) == 10;
        return new FiveTuple(
            (Transport)record[EventLayout.Protocol],
            Address(record.Slice(EventLayout.LocalAddress, 16), isSix), MemoryMarshal.Read<ushort>(record[EventLayout.LocalPort..]),
            Address(record.Slice(EventLayout.RemoteAddress, 16), isSix), BinaryPrimitives.ReadUInt16BigEndian(record[EventLayout.RemotePort..]));
    }

    // An IPv6 socket that talks IPv4 has mapped addresses (RFC 4291 §2.5.5.2); on the wire they are IPv4.
    static NetAddress Address(ReadOnlySpan<byte> bytes, bool isSix)
    {
        ReadOnlySpan<byte> mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
        if (isSix && bytes.StartsWith(mapped)) bytes = bytes[12..];
        else if (!isSix) bytes = bytes[..4];
        if (bytes.IndexOfAnyExcept((byte)0) < 0) return default;
        return NetAddress.FromBytes(bytes);
    }

    static int Int(ReadOnlySpan<byte> record, int at) => MemoryMarshal.Read<int>(record[at..]);

    static long Long(ReadOnlySpan<byte> record, int at) => MemoryMarshal.Read<long>(record[at..]);
}
