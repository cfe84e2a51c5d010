namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// What a <see cref="DnsExchange"/> says but for the lists. Resolvers make very many exchanges, so what has a small range takes little.
/// </summary>
struct DnsExchangeState
{
    /// <summary>Stands for no latency.</summary>
    internal const long NoLatency = long.MinValue;

    /// <summary>Nothing was seen yet.</summary>
    public DnsExchangeState() { }

    internal string Carrier = "dns";

    /// <summary>Questions and records as they were on the wire. Facts that are made by hand have the lists instead.</summary>
    internal DnsSections Sections;

    /// <summary>Ticks from the query to the response.</summary>
    internal long Latency = NoLatency;

    internal ushort Id;
    internal ushort Flags;
    internal short ResponseCode = -1;
    internal short EdnsVersion = -1;
    internal ushort EdnsPayloadSize;
    internal byte OpCode;
    internal bool HasQuery;
    internal bool DnssecOk;
    internal bool IsMulticast;
}
