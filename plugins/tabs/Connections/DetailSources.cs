using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>What details are made of beside the flow itself.</summary>
/// <param name="Version">Version of the flow table, or of the connections where there is no flow.</param>
/// <param name="Socket">The connection where there is no flow, or null.</param>
/// <param name="Sockets">The sockets of the machine, or null.</param>
/// <param name="Attribution">How processes are found, or null.</param>
/// <param name="Now">Packet time.</param>
readonly record struct DetailSources(
    long Version, ConnectionRow? Socket, SocketTableSnapshot? Sockets, AttributionSnapshot? Attribution, Timestamp Now)
{
    /// <summary>Whether packets are captured at all.</summary>
    internal bool IsCapturing { get; init; }
}
