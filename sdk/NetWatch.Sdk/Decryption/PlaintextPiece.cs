using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Decryption;

/// <summary>A piece of decrypted payload, or a place where some is missing. Immutable.</summary>
/// <param name="StreamId">The stream in the flow; 0 where there is only one.</param>
/// <param name="Direction">Who sent it.</param>
/// <param name="Time">Time of the packet that completed it.</param>
/// <param name="Bytes">The bytes; empty for a gap.</param>
/// <param name="MissingBytes">How many bytes are missing here; 0 for data.</param>
public sealed record PlaintextPiece(long StreamId, FlowDirection Direction, Timestamp Time, ReadOnlyMemory<byte> Bytes, long MissingBytes = 0);
