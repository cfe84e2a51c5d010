using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>What an analyzer is told of the flow it is to follow.</summary>
/// <param name="Tuple">The five-tuple, from the initiator.</param>
/// <param name="IsMidStream">Whether the flow was joined in the middle.</param>
/// <param name="Time">Time of the packet that made the match.</param>
public readonly record struct FlowStart(FiveTuple Tuple, bool IsMidStream, Timestamp Time);
