namespace NetWatch.Sdk.Attribution;

/// <summary>What the kernel measures of a TCP connection (struct tcp_info, tcp(7)). Fields that a kernel does not have are 0.</summary>
public readonly record struct TcpInfo
{
    /// <summary>Smoothed round-trip time.</summary>
    public TimeSpan RoundTrip { get; init; }

    /// <summary>Mean deviation of the round-trip time.</summary>
    public TimeSpan RoundTripVariation { get; init; }

    /// <summary>The smallest round-trip time seen lately.</summary>
    public TimeSpan MinRoundTrip { get; init; }

    /// <summary>Retransmission timeout.</summary>
    public TimeSpan RetransmissionTimeout { get; init; }

    /// <summary>Congestion window in segments.</summary>
    public uint CongestionWindow { get; init; }

    /// <summary>Slow start threshold in segments; 0x7fffffff while it is not set.</summary>
    public uint SlowStartThreshold { get; init; }

    /// <summary>Maximum segment size of sent segments in bytes.</summary>
    public uint SendMss { get; init; }

    /// <summary>Segments sent again since the beginning.</summary>
    public uint Retransmissions { get; init; }

    /// <summary>Segments taken for lost now.</summary>
    public uint Lost { get; init; }

    /// <summary>Segments sent and not acknowledged now.</summary>
    public uint Unacknowledged { get; init; }

    /// <summary>Bytes of data sent, those sent again included.</summary>
    public ulong BytesSent { get; init; }

    /// <summary>Bytes of data that the other end has acknowledged.</summary>
    public ulong BytesAcknowledged { get; init; }

    /// <summary>Bytes of data received.</summary>
    public ulong BytesReceived { get; init; }

    /// <summary>Segments sent.</summary>
    public uint SegmentsSent { get; init; }

    /// <summary>Segments received.</summary>
    public uint SegmentsReceived { get; init; }

    /// <summary>The latest rate at which data was delivered, in bytes a second.</summary>
    public ulong DeliveryRate { get; init; }
}
