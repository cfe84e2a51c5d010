namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A question or a record of a message, as text that is not a string yet. Good until the next one is read.</summary>
readonly ref struct DnsEntry
{
    /// <summary>Where in the message it stands.</summary>
    internal required DnsSection Section { get; init; }

    /// <summary>The name in presentation format (RFC 1035 §5.1) as UTF-8, without the dot of the root.</summary>
    internal required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The type.</summary>
    internal required ushort Type { get; init; }

    /// <summary>The class.</summary>
    internal required ushort Class { get; init; }

    /// <summary>The time to live in seconds; 0 for questions.</summary>
    internal uint TimeToLive { get; init; }

    /// <summary>The data of the record as UTF-8; empty for questions.</summary>
    internal ReadOnlySpan<byte> Data { get; init; }
}
