using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// AES with a key of 128 bits (FIPS 197), a block at a time, with the instructions that nearly every processor has for it. Time and memory that it
/// touches do not depend on key or data. Only to be used where <see cref="AesInstructions.AreThere"/> holds.
/// </summary>
static class Aes128
{
    internal const int KeySize = 16;
    internal const int BlockSize = 16;

    const int Rounds = 10;

    /// <summary>Length of the keys of all rounds, in bytes.</summary>
    internal const int ScheduleSize = (Rounds + 1) * BlockSize;

    /// <summary>Makes the keys of all rounds (§5.2).</summary>
    /// <param name="key">The key; <see cref="KeySize"/> bytes.</param>
    /// <param name="schedule">Takes the keys; <see cref="ScheduleSize"/> bytes.</param>
    internal static void Expand(ReadOnlySpan<byte> key, Span<byte> schedule)
    {
        Vector128<uint> first = Vector128.Create(key[..KeySize]).AsUInt32();
        (uint a, uint b, uint c, uint d) = (first.GetElement(0), first.GetElement(1), first.GetElement(2), first.GetElement(3));
        first.AsByte().CopyTo(schedule);
        uint constant = 1;
        for (int round = 1; round <= Rounds; round++)
        {
            // The last round substitutes bytes and moves those of a column to others: with four equal columns that changes nothing.
            Vector128<byte> turned = Vector128.Create(uint.RotateRight(d, 8)).AsByte();
            a ^= AesInstructions.LastRound(turned, Vector128<byte>.Zero).AsUInt32().ToScalar() ^ constant;
            b ^= a;
            c ^= b;
            d ^= c;
            Vector128.Create(a, b, c, d).AsByte().CopyTo(schedule[(round * BlockSize)..]);
            constant = constant << 1 ^ (constant >> 7) * 0x11B;
        }
    }

    /// <summary>Encrypts a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Encrypt(ReadOnlySpan<byte> schedule, Vector128<byte> block)
    {
        // In bounds: so many bytes are there, checked here.
        ref byte keys = ref MemoryMarshal.GetReference(schedule[..ScheduleSize]);
        block ^= Vector128.LoadUnsafe(ref keys);
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 1 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 2 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 3 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 4 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 5 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 6 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 7 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 8 * BlockSize));
        block = AesInstructions.Round(block, Vector128.LoadUnsafe(ref keys, 9 * BlockSize));
        return AesInstructions.LastRound(block, Vector128.LoadUnsafe(ref keys, Rounds * BlockSize));
    }
}
