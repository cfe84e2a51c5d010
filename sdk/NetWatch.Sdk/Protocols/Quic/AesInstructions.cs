using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;
using X86Carryless = System.Runtime.Intrinsics.X86.Pclmulqdq;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>What processors have for AES and for GCM, under one name each. Only to be used where <see cref="AreThere"/> holds.</summary>
static class AesInstructions
{
    internal static bool AreThere
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (X86Aes.IsSupported && X86Carryless.IsSupported) || ArmAes.IsSupported;
    }

    /// <summary>A round of the cipher (FIPS 197 §3.2), its key added at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) =>
        X86Aes.IsSupported ? X86Aes.Encrypt(state, key)
        // There the key is added at the beginning, so that the one of nothing goes in and the real one is added behind.
        : ArmAes.IsSupported ? ArmAes.MixColumns(ArmAes.Encrypt(state, Vector128<byte>.Zero)) ^ key
        : throw new PlatformNotSupportedException();

    /// <summary>The last round, which mixes no columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> LastRound(Vector128<byte> state, Vector128<byte> key) =>
        X86Aes.IsSupported ? X86Aes.EncryptLast(state, key)
        : ArmAes.IsSupported ? ArmAes.Encrypt(state, Vector128<byte>.Zero) ^ key
        : throw new PlatformNotSupportedException();

    /// <summary>The product without carries of the lower halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> MultiplyLow(Vector128<ulong> a, Vector128<ulong> b) =>
        X86Carryless.IsSupported ? X86Carryless.CarrylessMultiply(a, b, 0x00)
        : ArmAes.IsSupported ? ArmAes.PolynomialMultiplyWideningLower(a.GetLower(), b.GetLower())
        : throw new PlatformNotSupportedException();

    /// <summary>The product of the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> MultiplyHigh(Vector128<ulong> a, Vector128<ulong> b) =>
        X86Carryless.IsSupported ? X86Carryless.CarrylessMultiply(a, b, 0x11)
        : ArmAes.IsSupported ? ArmAes.PolynomialMultiplyWideningUpper(a, b)
        : throw new PlatformNotSupportedException();

    /// <summary>The sum of the two products of a lower and an upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> MultiplyAcross(Vector128<ulong> a, Vector128<ulong> b) =>
        X86Carryless.IsSupported ? X86Carryless.CarrylessMultiply(a, b, 0x01) ^ X86Carryless.CarrylessMultiply(a, b, 0x10)
        : ArmAes.IsSupported
            ? ArmAes.PolynomialMultiplyWideningLower(a.GetLower(), b.GetUpper()) ^ ArmAes.PolynomialMultiplyWideningLower(a.GetUpper(), b.GetLower())
        : throw new PlatformNotSupportedException();
}
