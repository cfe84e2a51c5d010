using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>Asks on-demand collectors about the server of a flow.</summary>
sealed class FlowRequests(ICollectionRequests? requests)
{
    /// <summary>Opens the window of a collector about the server of a flow.</summary>
    internal void Ask(string collectorId, in FlowRow flow)
    {
        FlowRecord record = flow.Record;
        requests?.Open(collectorId, new CollectionRequest
        {
            Address = record.Tuple.Destination,
            // A name that was asked for in the DNS is not that of the server that was asked.
            Name = record.App == "dns" ? null : flow.ServerName,
            Transport = record.Tuple.Transport,
            Port = record.Tuple.DestinationPort,
        });
    }
}
