using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The hashes within JA4 fingerprints that were made lately. Few programs open most connections, and each of them sends the same lists
/// every time. Bounded: at most 256 lists of at most 1 KiB. Any thread; make one for all analyzers of a protocol.
/// </summary>
public sealed class Ja4Hashes
{
    internal const int Digits = 12;
    const int Capacity = 256;
    const int MaxKey = 1024;

    // Entries are never changed, only replaced: a thread sees an old one or a new one.
    readonly Entry?[] _entries = new Entry?[Capacity];

    internal bool TryFind(ReadOnlySpan<ushort> values, ReadOnlySpan<byte> signatureAlgorithms, Span<byte> digits)
    {
        ReadOnlySpan<byte> sorted = MemoryMarshal.AsBytes(values);
        if (_entries[Place(sorted, signatureAlgorithms)] is not { } entry || !entry.Holds(sorted, signatureAlgorithms)) return false;
        entry.Digits.CopyTo(digits);
        return true;
    }

    internal void Keep(ReadOnlySpan<ushort> values, ReadOnlySpan<byte> signatureAlgorithms, ReadOnlySpan<byte> digits)
    {
        ReadOnlySpan<byte> sorted = MemoryMarshal.AsBytes(values);
        if (sorted.Length + signatureAlgorithms.Length > MaxKey) return;
        _entries[Place(sorted, signatureAlgorithms)] = new Entry([.. sorted, .. signatureAlgorithms], sorted.Length, digits.ToArray());
    }

    static int Place(ReadOnlySpan<byte> sorted, ReadOnlySpan<byte> signatureAlgorithms)
    {
        ulong mixed = Mix(Mix(0, sorted), signatureAlgorithms);
        return (int)(mixed >> 56) % Capacity;
    }

    static ulong Mix(ulong mixed, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) mixed = (mixed ^ MemoryMarshal.Read<ulong>(bytes)) * 0x9E3779B97F4A7C15UL;
        foreach (byte value in bytes) mixed = (mixed ^ value) * 0x9E3779B97F4A7C15UL;
        return mixed ^ mixed >> 32;
    }

    sealed class Entry(byte[] key, int sortedLength, byte[] digits)
    {
        internal ReadOnlySpan<byte> Digits => digits;

        internal bool Holds(ReadOnlySpan<byte> sorted, ReadOnlySpan<byte> signatureAlgorithms) =>
            sortedLength == sorted.Length && key.Length - sortedLength == signatureAlgorithms.Length
            && key.AsSpan(0, sortedLength).SequenceEqual(sorted) && key.AsSpan(sortedLength).SequenceEqual(signatureAlgorithms);
    }
}
