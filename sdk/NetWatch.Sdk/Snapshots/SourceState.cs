namespace NetWatch.Sdk.Snapshots;

/// <summary>How the source of packets stands.</summary>
public enum SourceState : byte
{
    /// <summary>Nothing is opened.</summary>
    Idle = 0,
    /// <summary>Packets are captured or read.</summary>
    Running = 1,
    /// <summary>The file was read to its end, or the capture was stopped.</summary>
    Ended = 2,
    /// <summary>The source can't be opened or broke; the notice says why.</summary>
    Failed = 3,
}
