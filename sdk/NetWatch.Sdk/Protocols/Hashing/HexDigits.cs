namespace NetWatch.Sdk.Protocols.Hashing;

/// <summary>Bytes as hex digits in lower case.</summary>
static class HexDigits
{
    const int OnStack = 64;

    internal static byte Of(int nibble) => (byte)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);

    /// <summary>Writes two digits for each byte, as many as fit.</summary>
    internal static void Write(ReadOnlySpan<byte> bytes, Span<byte> digits)
    {
        int count = Math.Min(bytes.Length, digits.Length / 2);
        for (int i = 0; i < count; i++)
        {
            digits[2 * i] = Of(bytes[i] >> 4);
            digits[2 * i + 1] = Of(bytes[i] & 15);
        }
    }

    /// <summary>The digits of a hash: of its first 64 bytes.</summary>
    internal static string TextOf(ReadOnlySpan<byte> hash)
    {
        Span<char> digits = stackalloc char[2 * OnStack];
        int count = Math.Min(hash.Length, OnStack);
        for (int i = 0; i < count; i++)
        {
            digits[2 * i] = (char)Of(hash[i] >> 4);
            digits[2 * i + 1] = (char)Of(hash[i] & 15);
        }

        return new string(digits[..(2 * count)]);
    }
}
