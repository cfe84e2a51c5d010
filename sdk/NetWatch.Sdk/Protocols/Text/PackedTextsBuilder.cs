using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Text;

/// <summary>
/// Puts <see cref="PackedTexts"/> together from texts that come one by one, maybe in different packets. Rents memory while there is a text and
/// gives it back when the texts are packed or forgotten; only <see cref="Pack"/> allocates. A field of whoever reads the texts, not to be copied;
/// one thread. How much is set is for the caller to bound: beyond <see cref="MaxLength"/> bytes in all a text is left out.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "Nobody compares builders.")]
public struct PackedTextsBuilder
{
    /// <summary>The most texts.</summary>
    public const int MaxCount = 4;

    /// <summary>How many bytes all texts together can have.</summary>
    public const int MaxLength = ushort.MaxValue - MaxCount * PackedTexts.PlaceLength;

    const int FirstLength = 512;

    byte[]? _rented;
    Places _lengths, _starts;
    int _length;
    byte _present;

    /// <summary>Whether a text was set.</summary>
    public readonly bool Has(int index) => (_present & 1 << index) != 0;

    /// <summary>A text as it was set; empty when it was not. Valid until the next is set.</summary>
    public readonly ReadOnlySpan<byte> Get(int index) => Has(index) ? _rented.AsSpan(_starts[index], _lengths[index]) : default;

    /// <summary>Sets a text, or replaces one.</summary>
    /// <param name="index">Which: 0 to <see cref="MaxCount"/> - 1.</param>
    /// <param name="utf8">UTF-8; may be empty.</param>
    public void Set(int index, ReadOnlySpan<byte> utf8)
    {
        if (!TryReserve(utf8.Length)) return;
        utf8.CopyTo(_rented.AsSpan(_length));
        Place(index, _length, utf8.Length);
        _length += utf8.Length;
    }

    /// <summary>Adds to a text that was set, with a space between.</summary>
    public void Append(int index, ReadOnlySpan<byte> utf8)
    {
        int before = _lengths[index];
        if (!TryReserve(before + 1 + utf8.Length)) return;
        // At the end of the memory, where there is room to grow.
        if (_starts[index] + before != _length)
        {
            Get(index).CopyTo(_rented.AsSpan(_length));
            Place(index, _length, before);
            _length += before;
        }

        _rented![_length] = (byte)' ';
        utf8.CopyTo(_rented.AsSpan(_length + 1));
        Place(index, _starts[index], before + 1 + utf8.Length);
        _length += 1 + utf8.Length;
    }

    /// <summary>What was set, in memory of its own; the builder is empty then.</summary>
    public PackedTexts Pack()
    {
        if (_present == 0) return default;
        int length = MaxCount * PackedTexts.PlaceLength;
        for (int i = 0; i < MaxCount; i++) length += Get(i).Length;
        byte[] packed = new byte[length];
        int at = MaxCount * PackedTexts.PlaceLength;
        for (int i = 0; i < MaxCount; i++)
        {
            if (!Has(i)) continue;
            ReadOnlySpan<byte> text = Get(i);
            MemoryMarshal.Write(packed.AsSpan(i * PackedTexts.PlaceLength), (ushort)at);
            MemoryMarshal.Write(packed.AsSpan(i * PackedTexts.PlaceLength + sizeof(ushort)), (ushort)text.Length);
            text.CopyTo(packed.AsSpan(at));
            at += text.Length;
        }

        Clear();
        return new PackedTexts(packed);
    }

    /// <summary>Forgets all texts.</summary>
    public void Clear()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _length = _present = 0;
        _starts = _lengths = default;
    }

    void Place(int index, int start, int length)
    {
        (_starts[index], _lengths[index]) = ((ushort)start, (ushort)length);
        _present |= (byte)(1 << index);
    }

    bool TryReserve(int count)
    {
        if (_rented is not null && _rented.Length - _length >= count && count <= MaxLength - _length) return true;
        // What was replaced takes no room any longer.
        int live = 0;
        for (int i = 0; i < MaxCount; i++) live += Has(i) ? _lengths[i] : 0;
        if (count > MaxLength - live) return false;
        Move(ArrayPool<byte>.Shared.Rent(Math.Max(FirstLength, (live + count) * 2)));
        return true;
    }

    void Move(byte[] larger)
    {
        int length = 0;
        for (int i = 0; i < MaxCount; i++)
        {
            ReadOnlySpan<byte> text = Get(i);
            if (!Has(i)) continue;
            text.CopyTo(larger.AsSpan(length));
            Place(i, length, text.Length);
            length += text.Length;
        }

        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        (_rented, _length) = (larger, length);
    }

    [InlineArray(MaxCount)]
    struct Places
    {
        ushort _first;
    }
}
