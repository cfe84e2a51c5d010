using System.Collections.Immutable;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>Where packets come from, how many there were, and what was lost on which way. Published by the host four times a second.</summary>
public sealed record EngineSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The source: an interface with its capture plugin, or a file.</summary>
    public string Source { get; init; } = "";

    /// <summary>How the source stands.</summary>
    public SourceState State { get; init; }

    /// <summary>One sentence about the state: why nothing is captured and which command changes that; null when all is well.</summary>
    public string? Notice { get; init; }

    /// <summary>Packets processed.</summary>
    public long Packets { get; init; }

    /// <summary>Bytes on the wire of those packets.</summary>
    public long Bytes { get; init; }

    /// <summary>Packets per second, over the last second of packet time.</summary>
    public double PacketsPerSecond { get; init; }

    /// <summary>Bits per second, over the last second of packet time.</summary>
    public double BitsPerSecond { get; init; }

    /// <summary>
    /// Bytes of each of the last seconds of packet time, oldest first: the last 60 where the source has run that long, and up to 300
    /// where the host keeps them.
    /// </summary>
    public ImmutableArray<long> BytesPerSecondHistory { get; init; } = [];

    /// <summary>Bytes by protocol label of flows, largest first; "unknown" for flows without a label.</summary>
    public ImmutableArray<ProtocolShare> Protocols { get; init; } = [];

    /// <summary>Flows seen since the start.</summary>
    public long FlowsSeen { get; init; }

    /// <summary>Flows in the table now.</summary>
    public int FlowsActive { get; init; }

    /// <summary>Everything that was lost or given up, by name: kernel drops, ring evictions, flows evicted, streams refused …</summary>
    public ImmutableArray<DropCounter> Drops { get; init; } = [];

    /// <summary>Time of the first packet; 0 when there was none or the source doesn't tell.</summary>
    public Timestamp FirstPacketTime { get; init; }

    /// <summary>Time of the latest packet.</summary>
    public Timestamp PacketTime { get; init; }

    /// <summary>For files: how much was read, 0 to 1; 1 at the end.</summary>
    public double Progress { get; init; }
}
