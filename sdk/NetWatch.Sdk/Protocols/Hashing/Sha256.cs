using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Hashing;

/// <summary>
/// SHA-256 (FIPS 180-4), for fingerprints and for the keys of QUIC's first packets, which anyone can derive. Own code, since the library of the
/// system costs more to load than all of these of a large capture. Pure functions, safe on packet threads; nothing throws on any input.
/// </summary>
public static class Sha256
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int Size = 32;

    internal const int BlockSize = 64;

    /// <summary>How many words the state between two blocks has.</summary>
    internal const int StateWords = 8;

    const int Rounds = 64;

    /// <summary>Hashes bytes.</summary>
    /// <param name="bytes">Any number of bytes.</param>
    /// <param name="hash">Takes the hash: <see cref="Size"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        Span<uint> state = stackalloc uint[StateWords];
        Start(state);
        Finish(state, bytes, 0, hash);
    }

    /// <summary>The hash of bytes as 64 hex digits in lower case.</summary>
    public static string HexOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Size];
        Hash(bytes, hash);
        return HexDigits.TextOf(hash);
    }

    /// <summary>Makes the state before the first block.</summary>
    internal static void Start(Span<uint> state)
    {
        ReadOnlySpan<uint> start =
            [0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19];
        start.CopyTo(state);
    }

    /// <summary>Takes what is left and writes the hash; the state is used up.</summary>
    /// <param name="state">The state behind whole blocks.</param>
    /// <param name="bytes">The bytes behind those blocks.</param>
    /// <param name="before">How many bytes the blocks had.</param>
    /// <param name="hash">Takes the hash.</param>
    internal static void Finish(Span<uint> state, ReadOnlySpan<byte> bytes, int before, Span<byte> hash)
    {
        ulong bits = (ulong)before + (ulong)bytes.Length << 3;
        for (; bytes.Length >= BlockSize; bytes = bytes[BlockSize..]) Compress(state, bytes);

        // §5.1.1: a one bit, zeros, and the length in bits.
        Span<byte> end = stackalloc byte[2 * BlockSize];
        bytes.CopyTo(end);
        end[bytes.Length] = 0x80;
        int length = bytes.Length < BlockSize - sizeof(ulong) ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64BigEndian(end[(length - sizeof(ulong))..], bits);
        Compress(state, end);
        if (length > BlockSize) Compress(state, end[BlockSize..]);
        for (int i = 0; i < StateWords; i++) BinaryPrimitives.WriteUInt32BigEndian(hash[(4 * i)..], state[i]);
    }

    /// <summary>Takes one block into the state (§6.2.2).</summary>
    internal static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> schedule = stackalloc uint[Rounds];
        for (int t = 0; t < 16; t++) schedule[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..]);
        // In bounds: both have as many words as there are rounds, eight of which a turn of the loop makes.
        ref uint w = ref MemoryMarshal.GetReference(schedule);
        ref uint k = ref MemoryMarshal.GetReference(Constants);
        (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
        (uint e, uint f, uint g, uint h) = (state[4], state[5], state[6], state[7]);
        for (int t = 0; t < Rounds; t += 8)
        {
            // Here, and not all before the rounds: the processor makes these words while the rounds wait for each other.
            if (t >= 16) Expand(ref w, t);
            h = h + Unsafe.Add(ref k, t) + Unsafe.Add(ref w, t) + Choose(e, f, g) + Sum1(e); d += h; h += Sum0(a) + Majority(a, b, c);
            g = g + Unsafe.Add(ref k, t + 1) + Unsafe.Add(ref w, t + 1) + Choose(d, e, f) + Sum1(d); c += g; g += Sum0(h) + Majority(h, a, b);
            f = f + Unsafe.Add(ref k, t + 2) + Unsafe.Add(ref w, t + 2) + Choose(c, d, e) + Sum1(c); b += f; f += Sum0(g) + Majority(g, h, a);
            e = e + Unsafe.Add(ref k, t + 3) + Unsafe.Add(ref w, t + 3) + Choose(b, c, d) + Sum1(b); a += e; e += Sum0(f) + Majority(f, g, h);
            d = d + Unsafe.Add(ref k, t + 4) + Unsafe.Add(ref w, t + 4) + Choose(a, b, c) + Sum1(a); h += d; d += Sum0(e) + Majority(e, f, g);
            c = c + Unsafe.Add(ref k, t + 5) + Unsafe.Add(ref w, t + 5) + Choose(h, a, b) + Sum1(h); g += c; c += Sum0(d) + Majority(d, e, f);
            b = b + Unsafe.Add(ref k, t + 6) + Unsafe.Add(ref w, t + 6) + Choose(g, h, a) + Sum1(g); f += b; b += Sum0(c) + Majority(c, d, e);
            a = a + Unsafe.Add(ref k, t + 7) + Unsafe.Add(ref w, t + 7) + Choose(f, g, h) + Sum1(f); e += a; a += Sum0(b) + Majority(b, c, d);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Expand(ref uint w, int from)
    {
        for (int t = from; t < from + 8; t++)
        {
            uint early = Unsafe.Add(ref w, t - 15), late = Unsafe.Add(ref w, t - 2);
            uint small0 = Turn(early, 7) ^ Turn(early, 18) ^ early >> 3, small1 = Turn(late, 17) ^ Turn(late, 19) ^ late >> 10;
            Unsafe.Add(ref w, t) = Unsafe.Add(ref w, t - 16) + small0 + Unsafe.Add(ref w, t - 7) + small1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Sum0(uint x) => Turn(x, 2) ^ Turn(x, 13) ^ Turn(x, 22);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Sum1(uint x) => Turn(x, 6) ^ Turn(x, 11) ^ Turn(x, 25);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Choose(uint x, uint y, uint z) => z ^ (x & (y ^ z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Majority(uint x, uint y, uint z) => (x & y) | (z & (x | y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Turn(uint value, int bits) => BitOperations.RotateRight(value, bits);

    // The first 32 bits of the fractions of the cube roots of the first 64 primes (§4.2.2).
    static ReadOnlySpan<uint> Constants =>
    [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ];
}
