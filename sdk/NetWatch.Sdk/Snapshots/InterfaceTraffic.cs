using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>The counters of one interface and their course.</summary>
/// <param name="Name">The name of the interface.</param>
public sealed record InterfaceTraffic(string Name)
{
    /// <summary>What was received since the interface came to be.</summary>
    public InterfaceCounters Received { get; init; }

    /// <summary>What was sent since the interface came to be.</summary>
    public InterfaceCounters Sent { get; init; }

    /// <summary>Bits per second received, between the last two looks.</summary>
    public double BitsPerSecondReceived { get; init; }

    /// <summary>Bits per second sent, between the last two looks.</summary>
    public double BitsPerSecondSent { get; init; }

    /// <summary>Packets per second received, between the last two looks.</summary>
    public double PacketsPerSecondReceived { get; init; }

    /// <summary>Packets per second sent, between the last two looks.</summary>
    public double PacketsPerSecondSent { get; init; }

    /// <summary>Speed of the link in bits per second; 0 where there is none or the driver doesn't tell.</summary>
    public long LinkSpeed { get; init; }

    /// <summary>Bytes received in each of the last 60 seconds or less, oldest first.</summary>
    public ImmutableArray<long> ReceivedBySecond { get; init; } = [];

    /// <summary>Bytes sent in each of the last 60 seconds or less, oldest first.</summary>
    public ImmutableArray<long> SentBySecond { get; init; } = [];

    /// <summary>Bytes received in each span of ten seconds of the last hour or less, oldest first.</summary>
    public ImmutableArray<long> ReceivedByTenSeconds { get; init; } = [];

    /// <summary>Bytes sent in each span of ten seconds of the last hour or less, oldest first.</summary>
    public ImmutableArray<long> SentByTenSeconds { get; init; } = [];
}
