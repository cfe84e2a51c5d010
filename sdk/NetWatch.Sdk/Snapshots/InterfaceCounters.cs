namespace NetWatch.Sdk.Snapshots;

/// <summary>One direction of an interface.</summary>
/// <param name="Bytes">Bytes.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Errors">Packets with an error.</param>
/// <param name="Dropped">Packets that were dropped for want of room.</param>
public readonly record struct InterfaceCounters(long Bytes, long Packets, long Errors, long Dropped);
