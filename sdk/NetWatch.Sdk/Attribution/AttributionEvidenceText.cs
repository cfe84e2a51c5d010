namespace NetWatch.Sdk.Attribution;

/// <summary>The words for evidence, the same on the screen, in filters and in exports.</summary>
public static class AttributionEvidenceText
{
    /// <summary><c>exact</c>, <c>inode</c>, <c>listener</c>, <c>port</c> or <c>none</c>.</summary>
    public static string Word(this AttributionEvidence evidence) => evidence switch
    {
        AttributionEvidence.Exact => "exact",
        AttributionEvidence.Inode => "inode",
        AttributionEvidence.Listener => "listener",
        AttributionEvidence.Port => "port",
        _ => "none",
    };
}
