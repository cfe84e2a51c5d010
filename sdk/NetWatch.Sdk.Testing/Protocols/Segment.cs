using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>A piece of a turn as it arrives; empty with <paramref name="MissingBytes"/> for a gap.</summary>
readonly record struct Segment(
    FlowDirection Direction, ReadOnlyMemory<byte> Bytes, Timestamp Time, bool IsTruncated = false, long MissingBytes = 0);
