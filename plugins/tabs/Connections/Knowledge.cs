using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Connections;

/// <summary>What collectors know of flows: names that the wire told elsewhere, processes and sockets, places. Taken anew for each frame.</summary>
readonly ref struct Knowledge(in Frame frame)
{
    readonly NamesSnapshot? _names = frame.Get<NamesSnapshot>();
    readonly ConnectionsSnapshot? _connections = frame.Get<ConnectionsSnapshot>();
    readonly GeoSnapshot? _places = frame.Get<GeoSnapshot>();

    /// <summary>Whether a database of places is there.</summary>
    internal bool HasPlaces => _places is not null;

    internal FlowKnowledge Of(in FlowRow flow)
    {
        FlowRecord record = flow.Record;
        NetAddress server = record.Tuple.Destination;
        ConnectionRow? connection = _connections?.FindByFlow(flow.Number);
        return new FlowKnowledge(
            string.IsNullOrEmpty(flow.ServerName) ? _names?.Find(server) : flow.ServerName, record.Process ?? connection?.Process, connection,
            _places?.Find(server) ?? _places?.Find(record.Tuple.Source));
    }
}
