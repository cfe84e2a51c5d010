namespace NetWatch.Sdk.Attribution;

/// <summary>How an attribution source stands.</summary>
public enum AttributionState : byte
{
    /// <summary>The source can't exist on this system (another platform, a kernel built without it).</summary>
    NotSupported = 0,
    /// <summary>Something is missing that can be had: a privilege, a mount, a package.</summary>
    Unavailable = 1,
    /// <summary>It works for a part: the user's own processes, only one transport.</summary>
    Limited = 2,
    /// <summary>It works.</summary>
    Active = 3,
}
