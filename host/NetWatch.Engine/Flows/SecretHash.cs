using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Hashes what packets bring so that nobody who sends packets can aim for one place of a table. Both halves of an address meet a secret of their own before
/// they meet each other: with one secret only, a change of one half could be made up for by the other, whatever the secret.
/// </summary>
readonly struct SecretHash
{
    readonly ulong _low, _high;

    SecretHash(ulong low, ulong high) => (_low, _high) = (low, high);

    /// <summary>One with new secrets: the system's random bytes, 122 of 128 bits, without loading OpenSSL for them.</summary>
    internal static SecretHash Make()
    {
        Span<byte> random = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(random);
        return new SecretHash(MemoryMarshal.Read<ulong>(random) | 1, MemoryMarshal.Read<ulong>(random[8..]) | 1);
    }

    /// <summary>The hash of an address. All of its bits are good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Of(in NetAddress address)
    {
        ulong high = Math.BigMul(address.Low ^ _low, address.High ^ _high, out ulong low);
        return high ^ low;
    }

    /// <summary>The hash of a number. All of its bits are good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Of(ulong number)
    {
        ulong high = Math.BigMul(number ^ _low, _high, out ulong low);
        return high ^ low;
    }
}
