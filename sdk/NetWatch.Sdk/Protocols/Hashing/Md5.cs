using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetWatch.Sdk.Protocols.Hashing;

/// <summary>
/// MD5 (RFC 1321), which fingerprints like JA3 and HASSH are defined by. It protects nothing. Own code, since the library of the system costs
/// more to load than all fingerprints of a large capture. Pure functions, safe on packet threads; nothing throws on any input.
/// </summary>
public static class Md5
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int Size = 16;

    const int BlockSize = 64;

    /// <summary>Hashes bytes.</summary>
    /// <param name="bytes">Any number of bytes.</param>
    /// <param name="hash">Takes the hash: <see cref="Size"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        Span<uint> state = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476];
        ulong bits = (ulong)bytes.Length << 3;
        for (; bytes.Length >= BlockSize; bytes = bytes[BlockSize..]) Compress(state, bytes);

        // §3.1, §3.2: a one bit, zeros, and the length in bits.
        Span<byte> end = stackalloc byte[2 * BlockSize];
        bytes.CopyTo(end);
        end[bytes.Length] = 0x80;
        int length = bytes.Length < BlockSize - sizeof(ulong) ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64LittleEndian(end[(length - sizeof(ulong))..], bits);
        Compress(state, end);
        if (length > BlockSize) Compress(state, end[BlockSize..]);
        for (int i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(hash[(4 * i)..], state[i]);
    }

    /// <summary>The hash of bytes as 32 hex digits in lower case.</summary>
    public static string HexOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Size];
        Hash(bytes, hash);
        return HexDigits.TextOf(hash);
    }

    static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> x = stackalloc uint[BlockSize / sizeof(uint)];
        for (int i = 0; i < x.Length; i++) x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
        First(x, ref a, ref b, ref c, ref d);
        Second(x, ref a, ref b, ref c, ref d);
        Third(x, ref a, ref b, ref c, ref d);
        Fourth(x, ref a, ref b, ref c, ref d);
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    // The four rounds of §3.4, four steps at a time with the numbers of their table. The last parameter of a step is where its word stands.
    static void First(ReadOnlySpan<uint> x, ref uint a, ref uint b, ref uint c, ref uint d)
    {
        for (int i = 0; i <= 12; i += 4)
        {
            ReadOnlySpan<uint> t = Sines.Slice(i, 4);
            a = Turn(a + (d ^ (b & (c ^ d))) + x[i] + t[0], 7) + b;
            d = Turn(d + (c ^ (a & (b ^ c))) + x[i + 1] + t[1], 12) + a;
            c = Turn(c + (b ^ (d & (a ^ b))) + x[i + 2] + t[2], 17) + d;
            b = Turn(b + (a ^ (c & (d ^ a))) + x[i + 3] + t[3], 22) + c;
        }
    }

    static void Second(ReadOnlySpan<uint> x, ref uint a, ref uint b, ref uint c, ref uint d)
    {
        for (int i = 0; i <= 12; i += 4)
        {
            ReadOnlySpan<uint> t = Sines.Slice(16 + i, 4);
            int k = 1 + 5 * i;
            a = Turn(a + (c ^ (d & (b ^ c))) + x[k & 15] + t[0], 5) + b;
            d = Turn(d + (b ^ (c & (a ^ b))) + x[k + 5 & 15] + t[1], 9) + a;
            c = Turn(c + (a ^ (b & (d ^ a))) + x[k + 10 & 15] + t[2], 14) + d;
            b = Turn(b + (d ^ (a & (c ^ d))) + x[k + 15 & 15] + t[3], 20) + c;
        }
    }

    static void Third(ReadOnlySpan<uint> x, ref uint a, ref uint b, ref uint c, ref uint d)
    {
        for (int i = 0; i <= 12; i += 4)
        {
            ReadOnlySpan<uint> t = Sines.Slice(32 + i, 4);
            int k = 5 + 3 * i;
            a = Turn(a + (b ^ c ^ d) + x[k & 15] + t[0], 4) + b;
            d = Turn(d + (a ^ b ^ c) + x[k + 3 & 15] + t[1], 11) + a;
            c = Turn(c + (d ^ a ^ b) + x[k + 6 & 15] + t[2], 16) + d;
            b = Turn(b + (c ^ d ^ a) + x[k + 9 & 15] + t[3], 23) + c;
        }
    }

    static void Fourth(ReadOnlySpan<uint> x, ref uint a, ref uint b, ref uint c, ref uint d)
    {
        for (int i = 0; i <= 12; i += 4)
        {
            ReadOnlySpan<uint> t = Sines.Slice(48 + i, 4);
            int k = 7 * i;
            a = Turn(a + (c ^ (b | ~d)) + x[k & 15] + t[0], 6) + b;
            d = Turn(d + (b ^ (a | ~c)) + x[k + 7 & 15] + t[1], 10) + a;
            c = Turn(c + (a ^ (d | ~b)) + x[k + 14 & 15] + t[2], 15) + d;
            b = Turn(b + (d ^ (c | ~a)) + x[k + 21 & 15] + t[3], 21) + c;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Turn(uint value, int bits) => BitOperations.RotateLeft(value, bits);

    // The whole parts of 2^32 · |sin(i + 1)| (RFC 1321 §3.4).
    static ReadOnlySpan<uint> Sines =>
    [
        0xD76A_A478, 0xE8C7_B756, 0x2420_70DB, 0xC1BD_CEEE, 0xF57C_0FAF, 0x4787_C62A, 0xA830_4613, 0xFD46_9501,
        0x6980_98D8, 0x8B44_F7AF, 0xFFFF_5BB1, 0x895C_D7BE, 0x6B90_1122, 0xFD98_7193, 0xA679_438E, 0x49B4_0821,
        0xF61E_2562, 0xC040_B340, 0x265E_5A51, 0xE9B6_C7AA, 0xD62F_105D, 0x0244_1453, 0xD8A1_E681, 0xE7D3_FBC8,
        0x21E1_CDE6, 0xC337_07D6, 0xF4D5_0D87, 0x455A_14ED, 0xA9E3_E905, 0xFCEF_A3F8, 0x676F_02D9, 0x8D2A_4C8A,
        0xFFFA_3942, 0x8771_F681, 0x6D9D_6122, 0xFDE5_380C, 0xA4BE_EA44, 0x4BDE_CFA9, 0xF6BB_4B60, 0xBEBF_BC70,
        0x289B_7EC6, 0xEAA1_27FA, 0xD4EF_3085, 0x0488_1D05, 0xD9D4_D039, 0xE6DB_99E5, 0x1FA2_7CF8, 0xC4AC_5665,
        0xF429_2244, 0x432A_FF97, 0xAB94_23A7, 0xFC93_A039, 0x655B_59C3, 0x8F0C_CC92, 0xFFEF_F47D, 0x8584_5DD1,
        0x6FA8_7E4F, 0xFE2C_E6E0, 0xA301_4314, 0x4E08_11A1, 0xF753_7E82, 0xBD3A_F235, 0x2AD7_D2BB, 0xEB86_D391,
    ];
}
