using System.Collections.Immutable;

namespace NetWatch.Sdk.Snapshots;

/// <summary>
/// The flows: those in the table, and the ones that have ended lately. At most the newest 2,000 by last packet while live, all
/// that fit the budget for a file. In the order of <see cref="FlowRow.Number"/>, so a row keeps its place.
/// </summary>
public sealed record FlowTableSnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The rows, by number.</summary>
    public ImmutableArray<FlowRow> Rows { get; init; } = [];

    /// <summary>How many flows are not among the rows.</summary>
    public long Omitted { get; init; }
}
