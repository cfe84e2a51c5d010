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
        if (utf8.Length > MaxLength - _length) return;
        if (_rented is null || _rented.Length - _length < utf8.Length) Grow(utf8.Length);
        utf8.CopyTo(_rented.AsSpan(_length));
        (_starts[index], _lengths[index]) = ((ushort)_length, (ushort)utf8.Length);
        _length += utf8.Length;
        _present |= (byte)(1 << index);
    }

    /// <summary>Adds to a text that was set, with a space between.</summary>
    public void Append(int index, ReadOnlySpan<byte> utf8)
    {
        // At the end of the memory, where there is room to grow.
        int before = _lengths[index], joined = before + 1 + utf8.Length;
        if (joined > MaxLength - _length) return;
        if (_rented!.Length - _length < joined) Grow(joined);
        Span<byte> place = _rented.AsSpan(_length, joined);
        _rented.AsSpan(_starts[index], before).CopyTo(place);
        place[before] = (byte)' ';
        utf8.CopyTo(place[(before + 1)..]);
        (_starts[index], _lengths[index]) = ((ushort)_length, (ushort)joined);
        _length += joined;
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

    void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstLength, (_length + count) * 2));
        _rented.AsSpan(0, _length).CopyTo(larger);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
    }

    [InlineArray(MaxCount)]
    struct Places
    {
        ushort _first;
    }
}
