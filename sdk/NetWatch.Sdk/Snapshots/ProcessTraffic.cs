using System.Collections.Immutable;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Sdk.Snapshots;

/// <summary>The traffic of one process since it was first seen.</summary>
/// <param name="Process">The process.</param>
public sealed record ProcessTraffic(ProcessIdentity Process)
{
    /// <summary>Bytes sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Of all these bytes, those counted by the kernel.</summary>
    public long BytesByKernel { get; init; }

    /// <summary>Bits per second sent, over the last two seconds.</summary>
    public double BitsPerSecondSent { get; init; }

    /// <summary>Bits per second received, over the last two seconds.</summary>
    public double BitsPerSecondReceived { get; init; }

    /// <summary>Connections that are open now.</summary>
    public int Connections { get; init; }

    /// <summary>Connections since it was first seen.</summary>
    public long ConnectionsSeen { get; init; }

    /// <summary>The weakest evidence by which any of its bytes are its own.</summary>
    public AttributionEvidence WeakestEvidence { get; init; }

    /// <summary>The best evidence by which anything is known to be its own, by flows and by sockets.</summary>
    public AttributionEvidence BestEvidence { get; init; }

    /// <summary>Bytes sent in each of the last looks, at most 60, oldest first; a look is about a second.</summary>
    public ImmutableArray<long> SentHistory { get; init; } = [];

    /// <summary>Bytes received in each of the last looks, at most 60, oldest first.</summary>
    public ImmutableArray<long> ReceivedHistory { get; init; } = [];
}
