namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>The sections of a DNS message (RFC 1035 §4.1), in their order.</summary>
enum DnsSection : byte
{
    /// <summary>What is asked.</summary>
    Question = 0,
    /// <summary>Records that answer the question.</summary>
    Answer = 1,
    /// <summary>Records that point to an authority.</summary>
    Authority = 2,
    /// <summary>Records that relate to the query.</summary>
    Additional = 3,
}
