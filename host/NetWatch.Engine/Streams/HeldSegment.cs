namespace NetWatch.Engine.Streams;

/// <summary>A segment that waits for a gap to close.</summary>
/// <param name="Sequence">Sequence number of its first byte.</param>
/// <param name="Buffer">A pooled buffer.</param>
/// <param name="Length">How much of the buffer is used.</param>
/// <param name="MissingTail">Bytes that the capture cut off at its end.</param>
readonly record struct HeldSegment(uint Sequence, byte[] Buffer, int Length, int MissingTail)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
}
