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

    const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    // Entries are never changed, only replaced: a thread sees an old one or a new one. Two places, side by side, serve the same bytes.
    readonly Entry?[] _entries;

    // What the bytes of the entry mix to: others are told apart without going to where they lie. A hint, since it changes apart from the entry.
    readonly uint[] _hints;
    readonly int _maxLength;

    /// <summary>Makes an empty one.</summary>
    /// <param name="capacity">How many values are kept at most; rounded up to a power of two.</param>
    /// <param name="maxLength">Of how many bytes a value may be made to be kept. The memory is bounded by this, times the capacity.</param>
    public RecentValues(int capacity, int maxLength)
    {
        _entries = new Entry?[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacity))];
        _hints = new uint[_entries.Length];
        _maxLength = maxLength;
    }

    /// <summary>The value that was kept for equal bytes; null when there is none.</summary>
    public T? Find(ReadOnlySpan<byte> bytes)
    {
        ulong mixed = Mix(bytes);
        int place = PlaceOf(mixed);
        return At(place, bytes, (uint)mixed) ?? At(place ^ 1, bytes, (uint)mixed);
    }

    T? At(int place, ReadOnlySpan<byte> bytes, uint hint) =>
        _hints[place] == hint && _entries[place] is { } entry && bytes.SequenceEqual(entry.Bytes) ? entry.Value : null;

    /// <summary>Keeps a value for the next who has equal bytes, unless they are too many. Copies the bytes.</summary>
    public void Keep(ReadOnlySpan<byte> bytes, T value)
    {
        if (bytes.Length > _maxLength) return;
        ulong mixed = Mix(bytes);
        int place = PlaceOf(mixed);
        // The one that was there before goes to the other place, and what was there is forgotten.
        (_entries[place ^ 1], _hints[place ^ 1]) = (_entries[place], _hints[place]);
        (_entries[place], _hints[place]) = (new Entry(bytes.ToArray(), value), (uint)mixed);
    }

    int PlaceOf(ulong mixed) => (int)(mixed >> 40) & _entries.Length - 1;

    static ulong Mix(ReadOnlySpan<byte> bytes)
    {
        ulong mixed = (ulong)bytes.Length;
        if (bytes.Length > 2 * Sampled)
        {
            mixed = Mix(mixed, bytes[..Sampled]);
            bytes = bytes[^Sampled..];
        }

        mixed = Mix(mixed, bytes);
        return (mixed ^ mixed >> 32) * Factor;
    }

    // Two at a time, so that neither waits for the other.
    static ulong Mix(ulong mixed, ReadOnlySpan<byte> bytes)
    {
        ulong other = Factor;
        for (; bytes.Length >= 2 * sizeof(ulong); bytes = bytes[(2 * sizeof(ulong))..])
        {
            mixed = (mixed ^ MemoryMarshal.Read<ulong>(bytes)) * Factor;
            other = (other ^ MemoryMarshal.Read<ulong>(bytes[sizeof(ulong)..])) * Factor;
        }

        foreach (byte value in bytes) mixed = (mixed ^ value) * Factor;
        return (mixed ^ mixed >> 32) + BitOperations.RotateLeft(other ^ other >> 32, 24);
    }

    sealed class Entry(byte[] bytes, T value)
    {
        internal ReadOnlySpan<byte> Bytes => bytes;

        internal T Value => value;
    }
}
