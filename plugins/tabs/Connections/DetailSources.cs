using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Connections;

/// <summary>What details are made of beside the flow itself.</summary>
/// <param name="Version">Version of the flow table.</param>
/// <param name="Sockets">The sockets of the machine, or null.</param>
/// <param name="Attribution">How processes are found, or null.</param>
/// <param name="Now">Packet time.</param>
readonly record struct DetailSources(long Version, SocketTableSnapshot? Sockets, AttributionSnapshot? Attribution, Timestamp Now);
