using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Export;

/// <summary>What a capture held in all.</summary>
/// <param name="Packets">Packets read.</param>
/// <param name="Bytes">Bytes of them on the wire.</param>
/// <param name="Flows">Flows seen.</param>
/// <param name="FirstPacket">Time of the first packet; the epoch when there was none.</param>
/// <param name="LastPacket">Time of the latest packet.</param>
public readonly record struct CaptureTotals(long Packets, long Bytes, long Flows, Timestamp FirstPacket, Timestamp LastPacket);
