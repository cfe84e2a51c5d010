using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>What was asked of the DNS and how it answered, counted since the start. Multicast DNS is left out.</summary>
public sealed record DnsActivitySnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Queries seen.</summary>
    public long Queries { get; init; }

    /// <summary>Responses seen.</summary>
    public long Responses { get; init; }

    /// <summary>Queries without a response.</summary>
    public long Unanswered { get; init; }

    /// <summary>Responses by response code (0 is NOERROR, 3 NXDOMAIN), ascending by code.</summary>
    public ImmutableArray<(int Code, long Count)> ByResponseCode { get; init; } = [];

    /// <summary>Queries by record type, most frequent first.</summary>
    public ImmutableArray<(ushort Type, long Count)> ByType { get; init; } = [];

    /// <summary>Answered queries by latency; the upper ends are those of <see cref="LatencyBounds"/>, the last bucket has none.</summary>
    public ImmutableArray<long> LatencyBuckets { get; init; } = [];

    /// <summary>Upper ends of the latency buckets but the last.</summary>
    public static ImmutableArray<TimeSpan> LatencyBounds { get; } =
    [
        TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(25),
        TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1),
    ];

    /// <summary>The domains that were asked for most, at most 50. Counted within bounded memory: see <see cref="DomainActivity.Error"/>.</summary>
    public ImmutableArray<DomainActivity> TopDomains { get; init; } = [];

    /// <summary>The servers that were asked, most frequent first, at most 16.</summary>
    public ImmutableArray<DnsServerActivity> Servers { get; init; } = [];

    /// <summary>Queries of each of the last 60 seconds of packet time, oldest first.</summary>
    public ImmutableArray<long> QueriesBySecond { get; init; } = [];
}
