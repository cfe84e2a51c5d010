using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>A piece of one direction of a flow. Lives only during the call.</summary>
public readonly ref struct StreamChunk
{
    /// <summary>The direction.</summary>
    public required FlowDirection Direction { get; init; }

    /// <summary>The bytes; never empty.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Time of the packet that brought them (of the one that closed the gap, where they had to wait).</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Position of the first byte in its direction, from 0; on datagrams the bytes of all datagrams before.</summary>
    public long Offset { get; init; }

    /// <summary>
    /// The stream within the flow, for protocols on many streams (QUIC's stream id, RFC 9000 §2.1); 0 on TCP, UDP and TLS. See
    /// <see cref="IMultiStreamAnalyzer"/>.
    /// </summary>
    public long StreamId { get; init; }

    /// <summary>A datagram that the capture cut short.</summary>
    public bool IsTruncated { get; init; }
}
