using System.Collections.Immutable;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.SockDiag.Holders;
using NetWatch.Plugins.SockDiag.Netlink;
using NetWatch.Plugins.SockDiag.ProcNet;
using NetWatch.Plugins.SockDiag.Rows;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag;

/// <summary>Reads the socket table over two netlink sockets that are opened at start.</summary>
internal sealed class SockDiagSession : IAttributionSession, ISocketTable
{
    internal const string DumpsName = "dumps", DestroyedName = "destroyed";
    const byte Tcp = 6, Udp = 17, IPv4 = 2, IPv6 = 10;

    readonly DiagSocket? _dumps;
    readonly DiagSocket? _destroyed;
    readonly SocketRows _rows;
    readonly ProcHolders _holders;
    readonly ProcNetTable _files = new("/proc/net");
    readonly AttributionStatus _status;
    volatile bool _isRefused;
    long _read, _overruns;

    internal SockDiagSession(DiagSocket? dumps, DiagSocket? destroyed, AttributionStatus status, TimeProvider time)
    {
        (_dumps, _destroyed, _status) = (dumps, destroyed, status);
        ProcessTable processes = ProcessTable.OfSystem(time);
        _rows = new SocketRows(processes, time);
        _holders = new ProcHolders("/proc", processes);
        _isRefused = dumps is null;
    }

    public AttributionStatus Status => _isRefused
        ? _status with { State = AttributionState.Limited, Backend = "/proc/net", Reason = $"Netlink is refused here, so /proc/net is read: without the kernel's measurements. {_status.Reason}" }
        : _status with { Backend = _destroyed is null ? "netlink" : "netlink + destroy multicast" };

    public AttributionCounters ReadCounters() => new(Interlocked.Read(ref _read), Interlocked.Read(ref _overruns));

    public IReadOnlyList<InheritedDescriptor> Descriptors
    {
        get
        {
            var open = new List<InheritedDescriptor>();
            if (_dumps is not null) open.Add(new InheritedDescriptor(DumpsName, (int)_dumps.Handle.DangerousGetHandle()));
            if (_destroyed is not null) open.Add(new InheritedDescriptor(DestroyedName, (int)_destroyed.Handle.DangerousGetHandle()));
            return open;
        }
    }

    public SocketReading Read(ISocketHolders? holders)
    {
        // Where the better way fails, the own one may still work.
        holders = holders is null ? _holders : new FirstHolders(holders, _holders);
        ImmutableArray<SocketRow> ended = ReadEnded();
        if (_isRefused) return Counted(new SocketReading(_files.Read(holders), ended));
        _rows.Begin();
        // Kernels may lack one family or protocol; all four refused means that netlink is.
        bool any = Dump(IPv4, Tcp) | Dump(IPv6, Tcp) | Dump(IPv4, Udp) | Dump(IPv6, Udp);
        if (any) return Counted(new SocketReading(_rows.Finish(holders), ended));
        _isRefused = true;
        return Counted(new SocketReading(_files.Read(holders), ended));
    }

    SocketReading Counted(SocketReading reading)
    {
        Interlocked.Add(ref _read, reading.Sockets.Length + reading.Ended.Length);
        return reading;
    }

    bool Dump(byte family, byte protocol) => _dumps!.TryDump(family, protocol, (in NetlinkMessage message) =>
        message.Type != NetlinkMessage.SocketByFamily || !DiagMessage.TryParse(message.Payload, protocol, out DiagMessage socket) || _rows.Add(socket));

    ImmutableArray<SocketRow> ReadEnded()
    {
        if (_destroyed is null) return [];
        var ended = ImmutableArray.CreateBuilder<SocketRow>();
        long overruns = _destroyed.ReadDestroyed((in NetlinkMessage message) =>
        {
            if (message.Type == NetlinkMessage.SocketByFamily && DiagMessage.TryParse(message.Payload, 0, out DiagMessage socket)) ended.Add(_rows.Ended(socket));
            return true;
        });
        Interlocked.Add(ref _overruns, overruns);
        return ended.ToImmutable();
    }

    public void Dispose()
    {
        _dumps?.Dispose();
        _destroyed?.Dispose();
    }
}
