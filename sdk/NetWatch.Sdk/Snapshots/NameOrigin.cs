namespace NetWatch.Sdk.Snapshots;

/// <summary>How a name of an address is known, weakest first.</summary>
public enum NameOrigin : byte
{
    /// <summary>A reverse lookup that the user turned on, or one that was seen on the wire.</summary>
    Reverse = 0,
    /// <summary>The answer to a DNS query seen on the wire.</summary>
    DnsAnswer = 1,
    /// <summary>The host that an HTTP request named.</summary>
    HttpHost = 2,
    /// <summary>The server name of a TLS or QUIC handshake.</summary>
    ServerName = 3,
}
