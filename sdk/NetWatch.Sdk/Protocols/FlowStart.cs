using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>What an analyzer is told of the flow it is to follow.</summary>
/// <param name="Tuple">The five-tuple, from the initiator.</param>
/// <param name="IsMidStream">Whether the flow was joined in the middle.</param>
/// <param name="Time">Time of the packet that made the match.</param>
public readonly record struct FlowStart(FiveTuple Tuple, bool IsMidStream, Timestamp Time)
{
    /// <summary>Which protocol of the flow it is: 0 for the outermost, one more for each layer within (TLS behind CONNECT is 1); at most 3.</summary>
    public int Layer { get; init; }

    /// <summary>Whether the bytes are plaintext that was decrypted.</summary>
    public bool IsDecrypted { get; init; }

    /// <summary>What the ends of the decrypted layer around it agreed on by ALPN, or null.</summary>
    public string? Alpn { get; init; }

    /// <summary>Whether the flow goes on after <see cref="AnalysisVerdict.Rest"/>: its label has stood before, and what was told is told.</summary>
    public bool IsResumed { get; init; }

    /// <summary>The id of the flow as exports write it (<c>flow_id</c>), by which a fact of another flow can name this one; 0 in a host that has none.</summary>
    public long FlowId { get; init; }
}
