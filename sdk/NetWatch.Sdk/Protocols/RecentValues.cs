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

    // So many places, side by side, serve the same bytes: the oldest of them makes room. With fewer, those that are met in turn push each other out.
    const int Ways = 8;

    // Entries are never changed, only replaced: a thread sees an old one or a new one.
    readonly Entry?[] _entries;

    // What the bytes of the entry mix to: others are told apart without going to where they lie. A hint, since it changes apart from the entry.
    readonly uint[] _hints;
    readonly int _maxLength;

    /// <summary>Makes an empty one.</summary>
    /// <param name="capacity">How many values are kept at most; rounded up to a power of two, and to 8.</param>
    /// <param name="maxLength">Of how many bytes a value may be made to be kept. The memory is bounded by this, times the capacity.</param>
    public RecentValues(int capacity, int maxLength)
    {
        _entries = new Entry?[BitOperations.RoundUpToPowerOf2((uint)Math.Max(Ways, capacity))];
        _hints = new uint[_entries.Length];
        _maxLength = maxLength;
    }

    /// <summary>The value that was kept for equal bytes; null when there is none.</summary>
    public T? Find(ReadOnlySpan<byte> bytes)
    {
        ulong mixed = Mix(bytes);
        int place = PlaceOf(mixed);
        for (int i = place; i < place + Ways; i++)
        {
            if (_hints[i] == (uint)mixed && _entries[i] is { } entry && bytes.SequenceEqual(entry.Bytes)) return entry.Value;
        }

        return null;
    }

    /// <summary>Keeps a value for the next who has equal bytes, unless they are too many. Copies the bytes.</summary>
    public void Keep(ReadOnlySpan<byte> bytes, T value)
    {
        if (bytes.Length > _maxLength) return;
        ulong mixed = Mix(bytes);
        int place = PlaceOf(mixed);
        for (int i = place + Ways - 1; i > place; i--) (_entries[i], _hints[i]) = (_entries[i - 1], _hints[i - 1]);
        (_entries[place], _hints[place]) = (new Entry(bytes.ToArray(), value), (uint)mixed);
    }

    int PlaceOf(ulong mixed) => (int)(mixed >> 40) & _entries.Length - Ways;

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
