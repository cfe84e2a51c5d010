using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The hashes within JA4 fingerprints that were made lately. Few programs open most connections, and each of them sends the same lists
/// every time. Bounded: at most 1,024 lists of at most 1 KiB. Any thread; make one for all analyzers of a protocol.
/// </summary>
public sealed class Ja4Hashes
{
    internal const int Digits = 12;
    const int MaxKey = 1024;

    readonly RecentValues<byte[]> _known = new(1024, MaxKey);

    /// <summary>Finds the digits of two lists; false when they were not met lately.</summary>
    internal bool TryFind(ReadOnlySpan<ushort> values, ReadOnlySpan<byte> signatureAlgorithms, Span<byte> digits)
    {
        Span<byte> key = stackalloc byte[MaxKey];
        if (!TryWriteKey(values, signatureAlgorithms, key, out int length) || _known.Find(key[..length]) is not { } known) return false;
        known.CopyTo(digits);
        return true;
    }

    /// <summary>Keeps the digits of two lists.</summary>
    internal void Keep(ReadOnlySpan<ushort> values, ReadOnlySpan<byte> signatureAlgorithms, ReadOnlySpan<byte> digits)
    {
        Span<byte> key = stackalloc byte[MaxKey];
        if (TryWriteKey(values, signatureAlgorithms, key, out int length)) _known.Keep(key[..length], digits.ToArray());
    }

    // The length of the first list, that list, and the other.
    static bool TryWriteKey(ReadOnlySpan<ushort> values, ReadOnlySpan<byte> signatureAlgorithms, Span<byte> key, out int length)
    {
        ReadOnlySpan<byte> sorted = MemoryMarshal.AsBytes(values);
        length = sizeof(ushort) + sorted.Length + signatureAlgorithms.Length;
        if (length > key.Length) return false;
        (key[0], key[1]) = ((byte)sorted.Length, (byte)(sorted.Length >> 8));
        sorted.CopyTo(key[sizeof(ushort)..]);
        signatureAlgorithms.CopyTo(key[(sizeof(ushort) + sorted.Length)..]);
        return true;
    }
}
