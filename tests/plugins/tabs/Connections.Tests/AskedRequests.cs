using NetWatch.Sdk.Collection;

namespace NetWatch.Plugins.Connections.Tests;

/// <summary>Notes what a tab asks.</summary>
sealed class AskedRequests : ICollectionRequests
{
    internal List<(string Id, CollectionRequest Request)> Asked { get; } = [];

    public bool Has(string collectorId) => true;

    public bool Open(string collectorId, CollectionRequest request)
    {
        Asked.Add((collectorId, request));
        return true;
    }
}
