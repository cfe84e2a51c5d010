namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Which of the protocols that share the DNS message format (RFC 1035 §4) is spoken.</summary>
public enum DnsDialect : byte
{
    /// <summary>DNS, and on port 5353 multicast DNS (RFC 6762).</summary>
    Dns = 0,

    /// <summary>Link-local multicast name resolution (RFC 4795).</summary>
    Llmnr = 1,
}
