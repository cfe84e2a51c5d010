namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A resource record of a DNS message.</summary>
/// <param name="Name">The owner name, as in <see cref="DnsQuestion"/>.</param>
/// <param name="Type">The record type.</param>
/// <param name="Class">The class; in multicast DNS without the cache-flush bit.</param>
/// <param name="TimeToLive">Seconds.</param>
/// <param name="Data">The data as text: an address, a name, quoted strings, or hex for types without a form of their own.</param>
public sealed record DnsRecord(string Name, ushort Type, ushort Class, uint TimeToLive, string Data);
