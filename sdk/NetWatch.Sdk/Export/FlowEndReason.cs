namespace NetWatch.Sdk.Export;

/// <summary>Why a flow record was written.</summary>
public enum FlowEndReason : byte
{
    /// <summary>The flow goes on; the record tells how it stands.</summary>
    None = 0,
    /// <summary>Both sides closed, or one reset (TCP).</summary>
    Closed = 1,
    /// <summary>No packet for the idle time of its kind.</summary>
    Timeout = 2,
    /// <summary>The flow table was full.</summary>
    Evicted = 3,
    /// <summary>The capture ended.</summary>
    CaptureEnded = 4,
}
