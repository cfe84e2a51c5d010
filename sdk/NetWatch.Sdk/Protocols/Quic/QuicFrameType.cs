namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>The frame types of RFC 9000 §19 and RFC 9221 §4. Where several numbers differ by flags only, the lowest stands for all.</summary>
public enum QuicFrameType : byte
{
    /// <summary>PADDING; a run of them is one frame here.</summary>
    Padding = 0x00,
    /// <summary>PING.</summary>
    Ping = 0x01,
    /// <summary>ACK, with or without ECN counts.</summary>
    Ack = 0x02,
    /// <summary>RESET_STREAM.</summary>
    ResetStream = 0x04,
    /// <summary>STOP_SENDING.</summary>
    StopSending = 0x05,
    /// <summary>CRYPTO.</summary>
    Crypto = 0x06,
    /// <summary>NEW_TOKEN.</summary>
    NewToken = 0x07,
    /// <summary>STREAM, 0x08 to 0x0f.</summary>
    Stream = 0x08,
    /// <summary>MAX_DATA.</summary>
    MaxData = 0x10,
    /// <summary>MAX_STREAM_DATA.</summary>
    MaxStreamData = 0x11,
    /// <summary>MAX_STREAMS, for streams of both directions or of one.</summary>
    MaxStreams = 0x12,
    /// <summary>DATA_BLOCKED.</summary>
    DataBlocked = 0x14,
    /// <summary>STREAM_DATA_BLOCKED.</summary>
    StreamDataBlocked = 0x15,
    /// <summary>STREAMS_BLOCKED, for streams of both directions or of one.</summary>
    StreamsBlocked = 0x16,
    /// <summary>NEW_CONNECTION_ID.</summary>
    NewConnectionId = 0x18,
    /// <summary>RETIRE_CONNECTION_ID.</summary>
    RetireConnectionId = 0x19,
    /// <summary>PATH_CHALLENGE.</summary>
    PathChallenge = 0x1A,
    /// <summary>PATH_RESPONSE.</summary>
    PathResponse = 0x1B,
    /// <summary>CONNECTION_CLOSE, of the transport or of the application.</summary>
    ConnectionClose = 0x1C,
    /// <summary>HANDSHAKE_DONE.</summary>
    HandshakeDone = 0x1E,
    /// <summary>DATAGRAM, with or without a length (RFC 9221).</summary>
    Datagram = 0x30,
    /// <summary>A frame of an extension that is only passed over: ACK_FREQUENCY, IMMEDIATE_ACK, TIME_STAMP.</summary>
    Extension = 0xFF,
}
