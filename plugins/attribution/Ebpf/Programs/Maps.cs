using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Programs;

/// <summary>The memory that the programs share.</summary>
internal sealed class Maps : IDisposable
{
    /// <summary>Bytes of a key of <see cref="Peers"/>: cookie, address, port, kind.</summary>
    internal const int PeerKeyBytes = 32;

    /// <summary>Bytes of a value of <see cref="Accepted"/>: the part of an event from the family on, and when it was made.</summary>
    internal const int AcceptedBytes = Events.EventLayout.SocketBytes - Events.EventLayout.Family;

    const int MostSockets = 65_536;

    internal Maps(int ringBytes)
    {
        try
        {
            Ring = Bpf.CreateMap(BpfConstants.MapRing, 0, 0, ringBytes, "nw_ring");
            Lost = Bpf.CreateMap(BpfConstants.MapArray, 4, 8, 1, "nw_lost");
            Told = Bpf.CreateMap(BpfConstants.MapLruHash, 8, 8, MostSockets, "nw_told");
            Accepted = Bpf.CreateMap(BpfConstants.MapLruHash, 8, AcceptedBytes, MostSockets, "nw_accepted");
            Peers = Bpf.CreateMap(BpfConstants.MapLruHash, PeerKeyBytes, 8, MostSockets, "nw_peers");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Events on their way to the reader.</summary>
    internal SafeFileHandle Ring { get; } = null!;

    /// <summary>How many events found no room in the ring.</summary>
    internal SafeFileHandle Lost { get; } = null!;

    /// <summary>Sockets that were told, by cookie, so that a transfer makes one event and not one for each call.</summary>
    internal SafeFileHandle Told { get; } = null!;

    /// <summary>TCP connections that were accepted and whose process is not known yet, by cookie.</summary>
    internal SafeFileHandle Accepted { get; } = null!;

    /// <summary>The peers of UDP sockets that were told.</summary>
    internal SafeFileHandle Peers { get; } = null!;

    public void Dispose()
    {
        Ring?.Dispose();
        Lost?.Dispose();
        Told?.Dispose();
        Accepted?.Dispose();
        Peers?.Dispose();
    }
}
