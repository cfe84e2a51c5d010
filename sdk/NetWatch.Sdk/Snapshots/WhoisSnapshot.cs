using System.Collections.Immutable;
using NetWatch.Sdk.Collection;

namespace NetWatch.Sdk.Snapshots;

/// <summary>Who an address is registered to.</summary>
public sealed record WhoisSnapshot : IReportSnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <inheritdoc/>
    public ReportState State { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<ReportLine> Lines { get; init; } = [];

    /// <summary>Who answered: the URL of an RDAP server (RFC 9082), or the name of a WHOIS server (RFC 3912); empty before the answer.</summary>
    public string Source { get; init; } = "";
}
