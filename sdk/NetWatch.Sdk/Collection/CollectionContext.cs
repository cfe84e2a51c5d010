namespace NetWatch.Sdk.Collection;

/// <summary>What one call of a collector is given. Valid during the call.</summary>
public sealed class CollectionContext
{
    /// <summary>The version that a snapshot of this call carries: grows with each call.</summary>
    public required long Version { get; init; }

    /// <summary>Wall time of the call, for <see cref="Snapshots.ISnapshot.TakenAt"/>.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The clock, also for measuring how much time passed since the call before.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How often the collector is called now; the user may change it between two calls.</summary>
    public required TimeSpan Cadence { get; init; }

    /// <summary>Is requested when the call takes too long, the collector is taken out, or the program ends.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// One sentence for the user: what is missing and which setting or command changes that; null when all is well. Taken anew from each
    /// call.
    /// </summary>
    public string? Notice { get; set; }
}
