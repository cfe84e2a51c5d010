using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>A router on the way, or the target.</summary>
/// <param name="Distance">How many hops away, from 1.</param>
/// <param name="Address">Who answered first at this distance, or none when nobody did.</param>
/// <param name="Sent">Probes sent.</param>
/// <param name="Answered">Probes answered.</param>
/// <param name="Best">Shortest round-trip time; zero without an answer.</param>
/// <param name="Mean">Mean round-trip time; zero without an answer.</param>
/// <param name="Worst">Longest round-trip time; zero without an answer.</param>
public readonly record struct RouteHop(int Distance, NetAddress Address, int Sent, int Answered, TimeSpan Best, TimeSpan Mean, TimeSpan Worst)
{
    /// <summary>Another router that answered at the same distance, or none.</summary>
    public NetAddress Other { get; init; }

    /// <summary>Part of the probes that was not answered, 0 to 1. A router that answers rarely is no loss on the way as long as later hops answer.</summary>
    public double Loss => Sent == 0 ? 0 : 1 - (double)Answered / Sent;
}
