namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>One frame, read in place (RFC 9000 §19). Lives as long as the bytes it was read from. Fields that a type lacks are 0 or empty.</summary>
public readonly ref struct QuicFrame
{
    /// <summary>What it is.</summary>
    public QuicFrameType Type { get; init; }

    /// <summary>Of STREAM, RESET_STREAM, STOP_SENDING, MAX_STREAM_DATA and STREAM_DATA_BLOCKED: the stream.</summary>
    public ulong StreamId { get; init; }

    /// <summary>Of CRYPTO and STREAM: where its data begins. Of RESET_STREAM: the final size of the stream.</summary>
    public ulong Offset { get; init; }

    /// <summary>
    /// Of CRYPTO, STREAM and DATAGRAM the data; of NEW_TOKEN the token; of NEW_CONNECTION_ID the connection id; of CONNECTION_CLOSE the
    /// reason in words; of ACK the ranges as sent, from their count on (RFC 9000 §19.3.1): <see cref="QuicAckRanges"/> reads them.
    /// </summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Of STREAM: whether its data ends the stream.</summary>
    public bool IsFin { get; init; }

    /// <summary>Of CONNECTION_CLOSE, RESET_STREAM and STOP_SENDING: the error code.</summary>
    public ulong ErrorCode { get; init; }

    /// <summary>Of CONNECTION_CLOSE: whether the error code is one of the application (RFC 9000 §20.2).</summary>
    public bool IsApplicationError { get; init; }

    /// <summary>
    /// Of ACK the largest packet number that is acknowledged; of NEW_CONNECTION_ID and RETIRE_CONNECTION_ID the sequence number; of the
    /// flow control frames the limit; of PADDING the number of bytes.
    /// </summary>
    public ulong Value { get; init; }
}
