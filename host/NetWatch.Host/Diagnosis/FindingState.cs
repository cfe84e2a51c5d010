namespace NetWatch.Host.Diagnosis;

/// <summary>How something stands.</summary>
enum FindingState
{
    /// <summary>It works, or is as it should be.</summary>
    Good,
    /// <summary>It works for a part.</summary>
    Limited,
    /// <summary>Something is missing that can be had.</summary>
    Missing,
    /// <summary>It can't exist here; nothing is wrong.</summary>
    NotSupported,
    /// <summary>It is broken.</summary>
    Broken,
}
