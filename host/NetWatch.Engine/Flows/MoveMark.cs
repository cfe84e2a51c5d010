using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>What shows that a datagram between other ends goes on with a flow.</summary>
/// <param name="Rest">The bytes behind the first eight, the unused ones zero.</param>
/// <param name="Length">How many bytes there are in all.</param>
/// <param name="Offset">Where they stand in the datagram.</param>
/// <param name="Mask">Which bits of the first byte are fixed.</param>
/// <param name="Bits">What those bits are.</param>
/// <param name="Direction">Where datagrams with it travel, as the flow counts directions.</param>
/// <param name="Index">The flow.</param>
/// <param name="Number">Its number: its place may be that of another flow by now.</param>
readonly record struct MoveMark(MarkRest Rest, byte Length, byte Offset, byte Mask, byte Bits, FlowDirection Direction, int Index, long Number);
