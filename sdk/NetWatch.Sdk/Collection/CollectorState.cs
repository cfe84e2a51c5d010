namespace NetWatch.Sdk.Collection;

/// <summary>How a collector stands.</summary>
public enum CollectorState : byte
{
    /// <summary>It has not come back for the first time yet.</summary>
    Starting = 0,
    /// <summary>What it published is as fresh as its cadence promises.</summary>
    Current = 1,
    /// <summary>It works, but its last success lies longer back than three times its cadence.</summary>
    Stale = 2,
    /// <summary>A call has not come back within its limit.</summary>
    Stalled = 3,
    /// <summary>Its last call threw; it is called again.</summary>
    Failing = 4,
    /// <summary>It was taken out after too many faults and is not called until the user retries.</summary>
    Out = 5,
    /// <summary>The user has turned it off.</summary>
    Off = 6,
}
