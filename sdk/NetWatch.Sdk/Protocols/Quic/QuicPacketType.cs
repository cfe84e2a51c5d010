namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>What a QUIC packet is for, whatever number a version gives it in its first byte (RFC 9000 §17, RFC 9369 §3.2).</summary>
public enum QuicPacketType : byte
{
    /// <summary>A long header of a version whose types are not known: only version and connection ids can be read (RFC 8999 §5.1).</summary>
    Unknown,
    /// <summary>Version negotiation: the version field is 0 (RFC 9000 §17.2.1).</summary>
    VersionNegotiation,
    /// <summary>The first packets of both sides; their keys follow from the connection id (RFC 9000 §17.2.2, RFC 9001 §5.2).</summary>
    Initial,
    /// <summary>Early data of a resumed session (RFC 9000 §17.2.3).</summary>
    ZeroRtt,
    /// <summary>The rest of the handshake (RFC 9000 §17.2.4).</summary>
    Handshake,
    /// <summary>The server asks the client to prove its address (RFC 9000 §17.2.5).</summary>
    Retry,
    /// <summary>A short header: everything after the handshake (RFC 9000 §17.3.1).</summary>
    OneRtt,
}
