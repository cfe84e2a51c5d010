using System.Numerics;

namespace NetWatch.Engine.Fragments;

/// <summary>
/// A piece of a datagram under reassembly, with a bit for each unit of eight bytes (the unit of fragment offsets) that is there.
/// </summary>
sealed class FragmentPage
{
    internal const int Size = 2048;
    internal const int UnitLength = 8;

    readonly byte[] _bytes = new byte[Size];
    readonly ulong[] _present = new ulong[Size / UnitLength / 64];

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal void Clear() => Array.Clear(_present);

    /// <summary>How many units of a range are there already.</summary>
    internal int CountPresent(int offset, int length)
    {
        int count = 0;
        (int first, int last) = Units(offset, length);
        for (int word = first >> 6; word <= last >> 6; word++) count += BitOperations.PopCount(_present[word] & Mask(word, first, last));
        return count;
    }

    /// <summary>Whether what is there begins with the given bytes at that place.</summary>
    internal bool Equals(int offset, ReadOnlySpan<byte> data) => _bytes.AsSpan(offset, data.Length).SequenceEqual(data);

    /// <summary>Stores data in the units of a range that are not there yet, and marks the whole range as there.</summary>
    /// <param name="offset">Where it begins in the page; a multiple of eight.</param>
    /// <param name="length">How long it was on the wire.</param>
    /// <param name="data">What was captured of it.</param>
    internal void Store(int offset, int length, ReadOnlySpan<byte> data)
    {
        (int first, int last) = Units(offset, length);
        if (CountPresent(offset, length) == 0) data.CopyTo(_bytes.AsSpan(offset));
        else StoreMissing(first, offset, data);
        for (int word = first >> 6; word <= last >> 6; word++) _present[word] |= Mask(word, first, last);
    }

    void StoreMissing(int unit, int offset, ReadOnlySpan<byte> data)
    {
        for (; !data.IsEmpty; unit++, offset += UnitLength)
        {
            int taken = Math.Min(UnitLength, data.Length);
            if ((_present[unit >> 6] >> unit & 1) == 0) data[..taken].CopyTo(_bytes.AsSpan(offset));
            data = data[taken..];
        }
    }

    static (int First, int Last) Units(int offset, int length) => (offset / UnitLength, (offset + length - 1) / UnitLength);

    static ulong Mask(int word, int first, int last)
    {
        ulong mask = ulong.MaxValue;
        if (word == first >> 6) mask &= ulong.MaxValue << first;
        if (word == last >> 6) mask &= ulong.MaxValue >> (63 - (last & 63));
        return mask;
    }
}
