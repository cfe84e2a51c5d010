using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Plugins.Ebpf.Hooks;
using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Plugins.Ebpf.Ring;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf;

/// <summary>Works from the descriptors of the ring, of the links and of the iterator; nothing that needs privilege is opened after the start.</summary>
internal sealed class EbpfSession : IAttributionSession, ISocketEvents, ISocketHolders
{
    const int MostEvents = 4096;
    const string RingName = "ring-", LostName = "lost", HoldersName = "holders";

    readonly Dictionary<string, SafeFileHandle> _descriptors;
    readonly SafeFileHandle _lost;
    readonly SafeFileHandle? _holders;
    readonly EventRing _ring;
    readonly EventReader _reader;
    readonly HolderReader _holderReader;
    readonly ProcessTable _processes;
    ISocketEventSink? _sink;
    long _events;

    EbpfSession(Dictionary<string, SafeFileHandle> descriptors, AttributionStatus status, TimeProvider time)
    {
        (_descriptors, Status) = (descriptors, status);
        string ringName = descriptors.Keys.FirstOrDefault(static name => name.StartsWith(RingName, StringComparison.Ordinal))
            ?? throw new AttributionException("The ring is not among the inherited descriptors.");
        _lost = descriptors[LostName];
        _holders = descriptors.GetValueOrDefault(HoldersName);
        _processes = ProcessTable.OfSystem(time);
        _reader = new EventReader(_processes, OwnNamespace.ReadCookie());
        _holderReader = new HolderReader(_processes);
        _ring = new EventRing(descriptors[ringName], int.Parse(ringName.AsSpan(RingName.Length), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public AttributionStatus Status { get; }

    public IReadOnlyList<InheritedDescriptor> Descriptors =>
        [.. _descriptors.Select(static each => new InheritedDescriptor(each.Key, (int)each.Value.DangerousGetHandle()))];

    public AttributionCounters ReadCounters() => new(Interlocked.Read(ref _events), Bpf.ReadCounter(_lost, 0));

    internal static EbpfSession Open(AttributionOptions options)
    {
        int bytes = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(options.BufferBytes, 64 << 10, 64 << 20));
        KernelHooks hooks = KernelHooks.Open(bytes);
        AttributionStatus status = HookStatus.Of(hooks);
        if (!status.IsUsable)
        {
            hooks.Dispose();
            throw new AttributionException(status);
        }

        var descriptors = new Dictionary<string, SafeFileHandle>(hooks.Links, StringComparer.Ordinal)
        {
            [RingName + bytes.ToString(CultureInfo.InvariantCulture)] = hooks.Ring,
            [LostName] = hooks.Lost,
        };
        return new EbpfSession(descriptors, status, options.Time);
    }

    /// <summary>Goes on from descriptors that were opened before the process started itself anew.</summary>
    internal static EbpfSession TakeOver(AttributionOptions options)
    {
        var descriptors = options.Inherited.ToDictionary(
            static each => each.Name, static each => new SafeFileHandle(each.Descriptor, ownsHandle: true), StringComparer.Ordinal);
        string backend = descriptors.ContainsKey("connect") ? HookStatus.Full : HookStatus.TracingOnly;
        return new EbpfSession(descriptors, new(AttributionState.Active, "The kernel tells of every socket as it is used.") { Backend = backend }, options.Time);
    }

    public int Poll(ISocketEventSink sink, int timeoutMilliseconds)
    {
        if (!_ring.Wait(timeoutMilliseconds)) return 0;
        _sink = sink;
        _reader.ClockOffset = KernelClock.ReadOffset();
        int count = _ring.Read(OnRecord, MostEvents);
        return count;
    }

    void OnRecord(ReadOnlySpan<byte> record)
    {
        if (!_reader.TryRead(record, out SocketEvent socketEvent)) return;
        Interlocked.Increment(ref _events);
        _sink!.OnSocket(socketEvent);
    }

    public bool TryRead(IDictionary<long, ProcessIdentity> holders) => _holders is not null && _holderReader.TryRead(_holders, holders);

    public void Dispose()
    {
        _ring.Dispose();
        foreach (SafeFileHandle each in _descriptors.Values) each.Dispose();
    }
}
