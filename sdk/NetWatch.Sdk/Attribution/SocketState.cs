namespace NetWatch.Sdk.Attribution;

/// <summary>The state of a socket in the kernel; the numbers are those of Linux (net/tcp_states.h).</summary>
public enum SocketState : byte
{
    /// <summary>It is not known.</summary>
    Unknown = 0,
    /// <summary>Open; also a UDP socket with a peer.</summary>
    Established = 1,
    /// <summary>A SYN was sent.</summary>
    SynSent = 2,
    /// <summary>A SYN was received and answered.</summary>
    SynReceived = 3,
    /// <summary>This end has closed, the FIN is on its way.</summary>
    FinWait1 = 4,
    /// <summary>This end has closed, the other may still send.</summary>
    FinWait2 = 5,
    /// <summary>Both ends have closed; late segments are waited for.</summary>
    TimeWait = 6,
    /// <summary>Closed; also a UDP socket without a peer.</summary>
    Close = 7,
    /// <summary>The other end has closed, this one not yet.</summary>
    CloseWait = 8,
    /// <summary>Both have closed, the last ACK is missing.</summary>
    LastAck = 9,
    /// <summary>Waits for connections.</summary>
    Listen = 10,
    /// <summary>Both ends closed at the same time.</summary>
    Closing = 11,
    /// <summary>A SYN was received, the socket is not made yet.</summary>
    NewSynReceived = 12,
}
