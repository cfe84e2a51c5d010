using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>The sum of the flows of one server.</summary>
readonly record struct ServerTotal(string? Name, NetAddress Address, int Flows, long Down, long Up)
{
    internal long Bytes => Down + Up;
}
