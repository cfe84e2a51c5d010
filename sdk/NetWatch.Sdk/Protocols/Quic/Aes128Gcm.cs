using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Opens what AES-128-GCM has sealed (NIST SP 800-38D) with nonces of 12 bytes. Nothing is decrypted unless the tag is right, which is found in a time
/// that depends on lengths only. One object serves one key at a time on one thread, and allocates nothing after it is made. Only to be used where
/// <see cref="AesInstructions.AreThere"/> holds.
/// </summary>
sealed class Aes128Gcm
{
    internal const int TagSize = 16;
    internal const int NonceSize = 12;

    const int BlockSize = Aes128.BlockSize;

    readonly byte[] _schedule = new byte[Aes128.ScheduleSize];

    // The key of the authentication, as products take it, and its square, cube and fourth power.
    Vector128<ulong> _hashKey, _square, _cube, _fourth;

    /// <summary>Takes a key; <see cref="Aes128.KeySize"/> bytes.</summary>
    internal void SetKey(ReadOnlySpan<byte> key)
    {
        Aes128.Expand(key, _schedule);
        // RFC 8452 appendix A: with its bytes turned around and doubled, the key fits a product that needs no turning of bits.
        Vector128<ulong> turned = Turn(Aes128.Encrypt(_schedule, Vector128<byte>.Zero)).AsUInt64();
        ulong low = turned.GetElement(0), high = turned.GetElement(1);
        ulong overflow = 0 - (high >> 63);
        _hashKey = Vector128.Create(low << 1 ^ (overflow & 1), high << 1 ^ low >> 63 ^ (overflow & 0xC200_0000_0000_0000));
        _square = Multiply(_hashKey, _hashKey);
        _cube = Multiply(_square, _hashKey);
        _fourth = Multiply(_cube, _hashKey);
    }

    /// <summary>Forgets the key.</summary>
    internal void Clear()
    {
        _schedule.AsSpan().Clear();
        _hashKey = _square = _cube = _fourth = default;
    }

    /// <summary>Checks and decrypts.</summary>
    /// <param name="nonce">The nonce; <see cref="NonceSize"/> bytes.</param>
    /// <param name="header">What is authenticated only.</param>
    /// <param name="sealedBytes">The encrypted bytes with the tag behind them.</param>
    /// <param name="plaintext">Takes what they hold: <see cref="TagSize"/> bytes less. Not touched on false. May be where the encrypted bytes are.</param>
    /// <returns>False when the tag is wrong, or there is not room for one.</returns>
    internal bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> header, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        int length = sealedBytes.Length - TagSize;
        if (length < 0) return false;
        ReadOnlySpan<byte> encrypted = sealedBytes[..length];
        plaintext = plaintext[..length];

        // §7.1: the nonce, and a number of 32 bits that is 1 for the tag and goes on with 2.
        Span<byte> counter = stackalloc byte[BlockSize];
        nonce[..NonceSize].CopyTo(counter);
        counter[BlockSize - 1] = 1;

        Vector128<ulong> hash = Vector128<ulong>.Zero;
        Add(ref hash, header);
        Add(ref hash, encrypted);
        hash = Multiply(hash ^ Vector128.Create((ulong)length << 3, (ulong)header.Length << 3), _hashKey);
        Vector128<byte> tag = Turn(hash.AsByte()) ^ Aes128.Encrypt(_schedule, Vector128.Create((ReadOnlySpan<byte>)counter));
        // All bits are looked at at once.
        if (tag != Vector128.Create(sealedBytes[length..])) return false;
        Decrypt(encrypted, counter, plaintext);
        return true;
    }

    // Vectors are handed on by reference: code compiled ahead of time can't take them as values.
    void Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> counter, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> schedule = _schedule;
        Vector128<uint> words = Vector128.Create(counter).AsUInt32();
        // In bounds: the plaintext is as long as the encrypted bytes, and a block is only taken where a whole one is.
        ref byte source = ref MemoryMarshal.GetReference(encrypted);
        ref byte target = ref MemoryMarshal.GetReference(plaintext);
        uint number = 2;
        int at = 0;
        for (; at <= encrypted.Length - BlockSize; at += BlockSize)
        {
            Vector128<byte> key = Aes128.Encrypt(schedule, words.WithElement(3, BinaryPrimitives.ReverseEndianness(number++)).AsByte());
            (Vector128.LoadUnsafe(ref source, (nuint)at) ^ key).StoreUnsafe(ref target, (nuint)at);
        }

        if (at == encrypted.Length) return;
        Span<byte> last = stackalloc byte[BlockSize];
        Aes128.Encrypt(schedule, words.WithElement(3, BinaryPrimitives.ReverseEndianness(number)).AsByte()).CopyTo(last);
        for (int i = 0; at < encrypted.Length; i++, at++) plaintext[at] = (byte)(encrypted[at] ^ last[i]);
    }

    /// <summary>Takes bytes into the sum, the last block filled up with zeros (§6.4).</summary>
    void Add(ref Vector128<ulong> sum, ReadOnlySpan<byte> bytes)
    {
        Vector128<ulong> hash = sum, key = _hashKey;
        for (; bytes.Length >= 4 * BlockSize; bytes = bytes[(4 * BlockSize)..]) hash = AddFour(hash, bytes, key);
        for (; bytes.Length >= BlockSize; bytes = bytes[BlockSize..]) hash = Multiply(hash ^ Block(bytes), key);
        if (!bytes.IsEmpty)
        {
            Span<byte> block = stackalloc byte[BlockSize];
            bytes.CopyTo(block);
            hash = Multiply(hash ^ Block(block), key);
        }

        sum = hash;
    }

    // One reduction for four blocks: each is multiplied by the power of the key that it would have been by the end of the fourth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector128<ulong> AddFour(Vector128<ulong> hash, ReadOnlySpan<byte> bytes, Vector128<ulong> key)
    {
        Vector128<ulong> first = hash ^ Block(bytes), second = Block(bytes[BlockSize..]);
        Vector128<ulong> third = Block(bytes[(2 * BlockSize)..]), fourth = Block(bytes[(3 * BlockSize)..]);
        return Reduce(
            AesInstructions.MultiplyLow(first, _fourth) ^ AesInstructions.MultiplyLow(second, _cube)
                ^ AesInstructions.MultiplyLow(third, _square) ^ AesInstructions.MultiplyLow(fourth, key),
            AesInstructions.MultiplyAcross(first, _fourth) ^ AesInstructions.MultiplyAcross(second, _cube)
                ^ AesInstructions.MultiplyAcross(third, _square) ^ AesInstructions.MultiplyAcross(fourth, key),
            AesInstructions.MultiplyHigh(first, _fourth) ^ AesInstructions.MultiplyHigh(second, _cube)
                ^ AesInstructions.MultiplyHigh(third, _square) ^ AesInstructions.MultiplyHigh(fourth, key));
    }

    // The product in the field of 2^128 elements.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ulong> Multiply(Vector128<ulong> value, Vector128<ulong> key) =>
        Reduce(AesInstructions.MultiplyLow(value, key), AesInstructions.MultiplyAcross(value, key), AesInstructions.MultiplyHigh(value, key));

    // After each step the lower half is zero and left out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ulong> Reduce(Vector128<ulong> low, Vector128<ulong> middle, Vector128<ulong> high)
    {
        Vector128<ulong> polynomial = Vector128.CreateScalar(0xC200_0000_0000_0000UL);
        low ^= Vector128.Create(0, middle.ToScalar());
        high ^= Vector128.CreateScalar(middle.GetElement(1));
        low = Swap(low) ^ AesInstructions.MultiplyLow(low, polynomial);
        low = Swap(low) ^ AesInstructions.MultiplyLow(low, polynomial);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ulong> Block(ReadOnlySpan<byte> bytes) => Turn(Vector128.Create(bytes)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ulong> Swap(Vector128<ulong> value) => Vector128.Shuffle(value, Vector128.Create(1UL, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Turn(Vector128<byte> value) =>
        Vector128.Shuffle(value, Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
}
