namespace NetWatch.Sdk.Protocols.Http;

/// <summary>Integers with a prefix of N bits (RFC 7541 §5.1, RFC 9204 §4.1.1). Pure functions; any thread.</summary>
public static class PrefixedInteger
{
    /// <summary>The largest value read: RFC 9204 §4.1.1 asks for 62 bits, and nothing that is longer is meant well.</summary>
    public const long MaxValue = (1L << 62) - 1;

    /// <summary>Reads the integer that begins in the low bits of the first byte.</summary>
    /// <param name="source">From the byte of the prefix on.</param>
    /// <param name="prefixBits">Bits of the prefix: 1 to 8.</param>
    /// <param name="value">The value, 0 to <see cref="MaxValue"/>.</param>
    /// <returns>How many bytes it takes; 0 when it goes on behind the last byte; -1 when it is too large, or longer than such a value needs.</returns>
    public static int Read(ReadOnlySpan<byte> source, int prefixBits, out long value)
    {
        value = 0;
        if (source.IsEmpty) return 0;
        int mask = (1 << prefixBits) - 1;
        value = source[0] & mask;
        if (value < mask) return 1;
        int shift = 0;
        for (int at = 1; at < source.Length; at++)
        {
            // Nine groups of seven bits hold 62 bits and the prefix; zero groups without end are an old way to keep a decoder busy.
            if (shift > 56) return -1;
            value += (long)(source[at] & 0x7F) << shift;
            if (value is < 0 or > MaxValue) return -1;
            if ((source[at] & 0x80) == 0) return at + 1;
            shift += 7;
        }

        return 0;
    }
}
