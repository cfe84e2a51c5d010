namespace NetWatch.Sdk.Collection;

/// <summary>Asks on-demand collectors on behalf of a tab.</summary>
public interface ICollectionRequests
{
    /// <summary>Whether there is an on-demand collector of this id. Any thread.</summary>
    bool Has(string collectorId);

    /// <summary>
    /// Starts a request and opens the window of its report; a request of the same collector that still runs is cancelled. Called on the
    /// screen's thread as the answer to a key, never on its own. Returns false when there is no such collector.
    /// </summary>
    bool Open(string collectorId, CollectionRequest request);
}
