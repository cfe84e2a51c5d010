using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Pktap;

/// <summary>Keeps the processes that frames have named. Belongs to the packet thread.</summary>
internal sealed class PktapSession(AttributionStatus status) : IAttributionSession, IFrameOwners
{
    const int MostProcesses = 4096;

    readonly Dictionary<(int Pid, ulong, ulong), SocketOwner> _owners = [];
    long _named;

    public AttributionStatus Status => status;

    public LinkType LinkType => LinkType.PktAp;

    public AttributionCounters ReadCounters() => new(Interlocked.Read(ref _named), 0);

    public bool TryGetOwner(ReadOnlySpan<byte> frame, out FrameOwner owner)
    {
        owner = default;
        if (!PktapHeader.TryRead(frame, out PktapHeader header)) return false;
        if (!_owners.TryGetValue(header.Key, out SocketOwner? known))
        {
            if (_owners.Count >= MostProcesses) _owners.Clear();
            var process = new ProcessIdentity { Key = new ProcessKey(header.Pid, 0), Name = header.Name };
            _owners[header.Key] = known = new SocketOwner(process, AttributionEvidence.Exact, "pktap");
        }

        Interlocked.Increment(ref _named);
        owner = new FrameOwner(known, header.IsOutgoing);
        return true;
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
