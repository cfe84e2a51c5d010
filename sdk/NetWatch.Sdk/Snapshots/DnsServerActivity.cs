using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Snapshots;

/// <summary>How a DNS server answers.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Queries">Queries that it was sent.</param>
/// <param name="Failures">Responses that are neither NOERROR nor NXDOMAIN, and queries without a response.</param>
/// <param name="MeanLatency">Mean time to its responses; zero when none was measured.</param>
public readonly record struct DnsServerActivity(NetAddress Address, long Queries, long Failures, TimeSpan MeanLatency);
