using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Http3.Tests;

/// <summary>What one side sends on a stream at a time: bytes, a loss, or the end.</summary>
sealed record StreamPiece(long Stream, FlowDirection Direction, byte[] Bytes, bool Ends = false, long Missing = 0);
