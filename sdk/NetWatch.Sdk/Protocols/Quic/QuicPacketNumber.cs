namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>Packet numbers, of which only the last bytes are sent (RFC 9000 §17.1). A pure function.</summary>
public static class QuicPacketNumber
{
    /// <summary>Finds the whole number that is closest to the one expected next (RFC 9000 appendix A.3).</summary>
    /// <param name="largest">The largest number seen so far in the same packet number space; −1 when none was.</param>
    /// <param name="truncated">What was sent of it.</param>
    /// <param name="length">How many bytes were sent: 1 to 4.</param>
    /// <returns>The number, 0 to 2^62 − 1.</returns>
    public static long Decode(long largest, uint truncated, int length)
    {
        long expected = largest + 1, window = 1L << (8 * length), half = window / 2;
        long candidate = (expected & ~(window - 1)) | truncated;
        if (candidate <= expected - half && candidate < (1L << 62) - window) return candidate + window;
        return candidate > expected + half && candidate >= window ? candidate - window : candidate;
    }
}
