namespace NetWatch.Sdk.Snapshots;

/// <summary>A count of something lost or given up.</summary>
/// <param name="Name">Short name, for instance <c>kernel</c>.</param>
/// <param name="Count">How many since the start.</param>
/// <param name="Meaning">One sentence for the help.</param>
public readonly record struct DropCounter(string Name, long Count, string Meaning)
{
    /// <summary>
    /// Whether a ceiling does its ordinary work here (older packets leave the viewer's ring) and nothing is missing in the results: shown
    /// without alarm.
    /// </summary>
    public bool IsOrdinary { get; init; }
}
