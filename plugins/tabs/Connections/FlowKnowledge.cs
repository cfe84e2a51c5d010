using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>What collectors know of one flow.</summary>
/// <param name="ServerName">The name of its responder: its own, or one that the wire told elsewhere; null when there is none.</param>
/// <param name="Process">The process at the own end, or null.</param>
/// <param name="Connection">Its sockets, or null.</param>
/// <param name="Place">Where the responder is, or the initiator when that is what the database knows; null without either.</param>
readonly record struct FlowKnowledge(string? ServerName, SocketOwner? Process, ConnectionRow? Connection, GeoPlace? Place);
