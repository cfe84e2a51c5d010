using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>A query that waits for its response.</summary>
struct PendingQuery
{
    internal DnsMessage Message;
    internal Timestamp Time;
    internal FlowDirection Direction;

    /// <summary>Where its bytes lie among those of all that wait.</summary>
    internal int Start;

    /// <summary>How many bytes it has.</summary>
    internal int Length;
}
