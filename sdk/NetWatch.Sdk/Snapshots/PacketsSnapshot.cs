using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>How the engine keeps up with the wire: its own counters and their course.</summary>
public sealed record PacketsSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Packets processed in each of the last seconds, at most 300, oldest first.</summary>
    public ImmutableArray<long> PacketsBySecond { get; init; } = [];

    /// <summary>Packets and segments lost on any way in each of these seconds, oldest first.</summary>
    public ImmutableArray<long> LostBySecond { get; init; } = [];

    /// <summary>The counters of loss with how much was added per second since the look before.</summary>
    public ImmutableArray<DropRate> Drops { get; init; } = [];

    /// <summary>How far the latest processed packet lies behind the clock while packets come; null while none come.</summary>
    public TimeSpan? Lag { get; init; }
}
