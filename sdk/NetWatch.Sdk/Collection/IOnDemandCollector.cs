namespace NetWatch.Sdk.Collection;

/// <summary>
/// Finds something out when the user asks for it, such as a route or the owner of an address. Mark the class with
/// <see cref="OnDemandCollectorAttribute"/>. Each request is served by a new instance on a thread of its own.
/// </summary>
public interface IOnDemandCollector
{
    /// <summary>
    /// Serves a request and publishes reports of the declared type as it gets on, at most a few a second and a last one whose
    /// <see cref="IReportSnapshot.State"/> is no longer running. Returns soon after cancellation: the user has asked for something else or
    /// closed the window. What it throws becomes the last report.
    /// </summary>
    void Run(CollectionRequest request, ICollectionReports reports, CancellationToken cancellation);
}
