using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>A query that waits for its response.</summary>
struct PendingQuery
{
    internal DnsMessage Message;
    internal Timestamp Time;
    internal FlowDirection Direction;
}
