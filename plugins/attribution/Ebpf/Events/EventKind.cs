namespace NetWatch.Plugins.Ebpf.Events;

/// <summary>What an event in the ring tells.</summary>
public enum EventKind
{
    None = 0,
    /// <summary>TCP: the process connects.</summary>
    Connect = 1,
    /// <summary>The process has sent to or received from a socket for the first time.</summary>
    Transfer = 2,
    /// <summary>UDP without a peer: the process sends to an address for the first time.</summary>
    SendTo = 3,
    /// <summary>UDP without a peer: the process has received from an address for the first time.</summary>
    ReceiveFrom = 4,
    /// <summary>TCP: the process closes what it has accepted and never used.</summary>
    Release = 5,
    Fork = 6,
    Exec = 7,
    /// <summary>TCP: as <see cref="Release"/>, but the process is on its way into another program, so it has inherited what it closes.</summary>
    Inherited = 8,
}
