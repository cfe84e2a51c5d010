namespace NetWatch.Sdk.Snapshots;

/// <summary>What a protocol has of the traffic.</summary>
/// <param name="Protocol">The protocol id, or <c>unknown</c>.</param>
/// <param name="Flows">How many flows.</param>
/// <param name="Bytes">How many bytes on the wire.</param>
public readonly record struct ProtocolShare(string Protocol, long Flows, long Bytes);
