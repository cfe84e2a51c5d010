using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Attribution;

/// <summary>A flow whose processes are sought.</summary>
/// <param name="Tuple">Its five-tuple, from the initiator.</param>
/// <param name="Start">Time of its first packet, in nanoseconds.</param>
/// <param name="End">Time of its latest packet, in nanoseconds.</param>
/// <param name="HasOpening">Whether its SYN was seen: whatever used the five-tuple before was another connection.</param>
readonly record struct FlowQuestion(FiveTuple Tuple, long Start, long End, bool HasOpening);
