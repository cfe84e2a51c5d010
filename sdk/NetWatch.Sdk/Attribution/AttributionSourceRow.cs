namespace NetWatch.Sdk.Attribution;

/// <summary>How one attribution source stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Evidence">The best evidence of its answers.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Counters">What it has told and lost.</param>
public sealed record AttributionSourceRow(string Id, AttributionEvidence Evidence, AttributionStatus Status, AttributionCounters Counters);
