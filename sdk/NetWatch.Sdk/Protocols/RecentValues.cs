using System.Numerics;
using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// What was made of bytes lately, found again by the same bytes: the lists that few programs send on most connections, the certificate that a server
/// shows on each. Bounded, and exact: what is found was made of equal bytes. Any thread; make one for all analyzers of a protocol.
/// </summary>
/// <typeparam name="T">What is made. Many flows share it, so it must not change.</typeparam>
public sealed class RecentValues<T>
    where T : class
{
    // Of longer bytes only so many at the beginning and at the end say where they belong.
    const int Sampled = 128;

    // Entries are never changed, only replaced: a thread sees an old one or a new one. Two places, side by side, serve the same bytes.
    readonly Entry?[] _entries;
    readonly int _maxLength;

    /// <summary>Makes an empty one.</summary>
    /// <param name="capacity">How many values are kept at most; rounded up to a power of two.</param>
    /// <param name="maxLength">Of how many bytes a value may be made to be kept. The memory is bounded by this, times the capacity.</param>
    public RecentValues(int capacity, int maxLength)
    {
        _entries = new Entry?[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacity))];
        _maxLength = maxLength;
    }

    /// <summary>The value that was kept for equal bytes; null when there is none.</summary>
    public T? Find(ReadOnlySpan<byte> bytes)
    {
        int place = PlaceOf(bytes);
        if (_entries[place] is { } entry && bytes.SequenceEqual(entry.Bytes)) return entry.Value;
        return _entries[place ^ 1] is { } other && bytes.SequenceEqual(other.Bytes) ? other.Value : null;
    }

    /// <summary>Keeps a value for the next who has equal bytes, unless they are too many. Copies the bytes.</summary>
    public void Keep(ReadOnlySpan<byte> bytes, T value)
    {
        if (bytes.Length > _maxLength) return;
        int place = PlaceOf(bytes);
        // The one that was there before goes to the other place, and what was there is forgotten.
        _entries[place ^ 1] = _entries[place];
        _entries[place] = new Entry(bytes.ToArray(), value);
    }

    int PlaceOf(ReadOnlySpan<byte> bytes)
    {
        ulong mixed = Mix((ulong)bytes.Length, bytes.Length <= 2 * Sampled ? bytes : bytes[..Sampled]);
        if (bytes.Length > 2 * Sampled) mixed = Mix(mixed, bytes[^Sampled..]);
        return (int)(mixed >> 32) & _entries.Length - 1;
    }

    static ulong Mix(ulong mixed, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) mixed = Add(mixed, MemoryMarshal.Read<ulong>(bytes));
        foreach (byte value in bytes) mixed = Add(mixed, value);
        return mixed;
    }

    static ulong Add(ulong mixed, ulong value)
    {
        mixed = (mixed ^ value) * 0x9E37_79B9_7F4A_7C15;
        return mixed ^ mixed >> 32;
    }

    sealed class Entry(byte[] bytes, T value)
    {
        internal ReadOnlySpan<byte> Bytes => bytes;

        internal T Value => value;
    }
}
