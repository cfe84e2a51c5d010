using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Collection;

/// <summary>
/// Looks at something at its own cadence and publishes what it saw. Mark the class with <see cref="CollectorAttribute"/>. All members are
/// called on one worker thread that serves this collector alone, never two at a time, so a collector may block for as long as its
/// figures need; everything else goes on meanwhile.
/// </summary>
/// <remarks>
/// While a call runs, moments at which the next would be due are skipped and counted. A call that takes longer than its limit is
/// cancelled and shown as stalled; when it does not come back, its thread is left alone and a new instance takes its place. What a call
/// throws is counted against the collector like the faults of any other extension.
/// </remarks>
public interface ICollector
{
    /// <summary>
    /// Looks once. Returns a new snapshot of the declared type, or null when there is nothing new to publish: then the last one stays, and
    /// counts as confirmed.
    /// </summary>
    ISnapshot? Collect(CollectionContext context);
}
