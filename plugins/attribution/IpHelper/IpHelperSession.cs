using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.IpHelper;

/// <summary>Reads the four tables.</summary>
internal sealed class IpHelperSession(AttributionStatus status) : IAttributionSession, ISocketTable
{
    readonly WindowsProcesses _processes = new();
    byte[] _buffer = new byte[64 << 10];
    long _read;

    public AttributionStatus Status => status;

    public AttributionCounters ReadCounters() => new(Interlocked.Read(ref _read), 0);

    public SocketReading Read(ISocketHolders? holders)
    {
        var rows = ImmutableArray.CreateBuilder<SocketRow>();
        var owners = new Dictionary<int, SocketOwner?>();
        foreach (TableKind kind in (ReadOnlySpan<TableKind>)[TableKind.Tcp4, TableKind.Tcp6, TableKind.Udp4, TableKind.Udp6])
        {
            foreach (TableRow row in OwnerPidTable.Read(IpHelperNative.Read(kind, ref _buffer), kind))
            {
                if (row.State == SocketState.TimeWait) continue;
                if (!owners.TryGetValue(row.Pid, out SocketOwner? owner))
                    owners[row.Pid] = owner = _processes.Find(row.Pid) is { } process ? new SocketOwner(process, AttributionEvidence.Inode, "iphelper") : null;
                rows.Add(new SocketRow { Local = row.Local, State = row.State, IsIPv6 = row.IsIPv6, Owner = owner });
            }
        }

        Interlocked.Add(ref _read, rows.Count);
        return new SocketReading(rows.ToImmutable(), []);
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
