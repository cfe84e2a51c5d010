namespace NetWatch.Sdk.Attribution;

/// <summary>How a source stands, why, and what would improve it.</summary>
/// <param name="State">How it stands, or would stand once opened.</param>
/// <param name="Reason">One sentence: what is used, or what is missing. Never empty.</param>
/// <param name="Remedy">The exact command that improves it, or a sentence; null when nothing is known that would.</param>
public sealed record AttributionStatus(AttributionState State, string Reason, string? Remedy = null)
{
    /// <summary>The way that is used where a source has several, for instance <c>sock_ops + tp_btf</c>; null otherwise.</summary>
    public string? Backend { get; init; }

    /// <summary>Whether the source answers anything.</summary>
    public bool IsUsable => State >= AttributionState.Limited;
}
