namespace NetWatch.Sdk.Protocols.Hashing;

/// <summary>
/// HMAC with SHA-256 (RFC 2104), and HKDF of it (RFC 5869). A key is kept as the two states behind its block, so that each message costs two
/// blocks less. Pure functions.
/// </summary>
static class HmacSha256
{
    /// <summary>How many words a key has.</summary>
    internal const int KeyWords = 2 * Sha256.StateWords;

    const int MaxInfo = 64;

    /// <summary>Makes a key.</summary>
    /// <param name="secret">At most 64 bytes.</param>
    /// <param name="key">Takes the key; <see cref="KeyWords"/> words.</param>
    internal static void MakeKey(ReadOnlySpan<byte> secret, Span<uint> key)
    {
        Span<byte> block = stackalloc byte[Sha256.BlockSize];
        Fill(secret, 0x36, block);
        Sha256.Start(key);
        Sha256.Compress(key, block);
        Fill(secret, 0x5C, block);
        Sha256.Start(key[Sha256.StateWords..]);
        Sha256.Compress(key[Sha256.StateWords..], block);
    }

    /// <summary>Makes the code of a message.</summary>
    /// <param name="key">The key; is not changed.</param>
    /// <param name="message">The message; may be where the code goes.</param>
    /// <param name="code">Takes the code; <see cref="Sha256.Size"/> bytes.</param>
    internal static void Hash(ReadOnlySpan<uint> key, ReadOnlySpan<byte> message, Span<byte> code)
    {
        Span<uint> state = stackalloc uint[Sha256.StateWords];
        Span<byte> inner = stackalloc byte[Sha256.Size];
        key[..Sha256.StateWords].CopyTo(state);
        Sha256.Finish(state, message, Sha256.BlockSize, inner);
        key.Slice(Sha256.StateWords, Sha256.StateWords).CopyTo(state);
        Sha256.Finish(state, inner, Sha256.BlockSize, code);
    }

    /// <summary>HKDF-Expand.</summary>
    /// <param name="key">The pseudorandom key.</param>
    /// <param name="info">The context, at most 64 bytes.</param>
    /// <param name="output">Takes what is derived; at most 255 times <see cref="Sha256.Size"/>.</param>
    internal static void Expand(ReadOnlySpan<uint> key, ReadOnlySpan<byte> info, Span<byte> output)
    {
        // Each piece is made of the one before, the context and its own number.
        Span<byte> message = stackalloc byte[Sha256.Size + MaxInfo + 1], code = stackalloc byte[Sha256.Size];
        int before = 0;
        for (byte number = 1; !output.IsEmpty; number++)
        {
            info.CopyTo(message[before..]);
            message[before + info.Length] = number;
            Hash(key, message[..(before + info.Length + 1)], code);
            int length = Math.Min(output.Length, code.Length);
            code[..length].CopyTo(output);
            output = output[length..];
            code.CopyTo(message);
            before = code.Length;
        }
    }

    static void Fill(ReadOnlySpan<byte> secret, byte pad, Span<byte> block)
    {
        for (int i = 0; i < block.Length; i++) block[i] = i < secret.Length ? (byte)(secret[i] ^ pad) : pad;
    }
}
