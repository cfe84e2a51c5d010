namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A question of a DNS message.</summary>
/// <param name="Name">The name without the final dot; bytes that are not printable ASCII as <c>\DDD</c> (RFC 1035 §5.1). Empty for the root.</param>
/// <param name="Type">The record type that is asked for.</param>
/// <param name="Class">The class; in multicast DNS without the unicast-response bit.</param>
public sealed record DnsQuestion(string Name, ushort Type, ushort Class);
