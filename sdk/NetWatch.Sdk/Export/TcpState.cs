namespace NetWatch.Sdk.Export;

/// <summary>What the packets say of a TCP connection. Not the state of either end, which a monitor can't know.</summary>
public enum TcpState : byte
{
    /// <summary>Not TCP.</summary>
    None = 0,
    /// <summary>A SYN without an answer.</summary>
    SynSent = 1,
    /// <summary>SYN and SYN+ACK.</summary>
    SynReceived = 2,
    /// <summary>Open, or joined in the middle.</summary>
    Established = 3,
    /// <summary>One side has sent FIN.</summary>
    Closing = 4,
    /// <summary>Both sides have sent FIN.</summary>
    Closed = 5,
    /// <summary>A reset was sent.</summary>
    Reset = 6,
}
