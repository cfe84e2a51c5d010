using System.Buffers;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Puts the bytes of CRYPTO or STREAM frames together, which come in any order, more than once and overlapping (RFC 9000 §2.2, §19.6).
/// What came first stands. Memory is bounded by the ceiling, comes from a pool and goes back to it when nothing waits. One thread.
/// </summary>
/// <param name="maxHeld">How far beyond the first byte that was not taken others may lie, in bytes.</param>
/// <param name="maxPieces">How many separate pieces may wait.</param>
public sealed class QuicReassembly(int maxHeld, int maxPieces = 256)
{
    const int FirstSize = 2048;

    byte[]? _bytes;

    // Ranges that are there, relative to _start, in order, neither touching nor overlapping. The first begins at 0 when it can be taken.
    readonly List<QuicPiece> _pieces = new(4);
    long _start;

    /// <summary>Offset of the first byte that was not taken.</summary>
    public long Position => _start;

    /// <summary>What can be taken: the bytes from <see cref="Position"/> up to the first gap. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Available => _pieces.Count > 0 && _pieces[0].Start == 0 ? _bytes.AsSpan(0, _pieces[0].End) : default;

    /// <summary>Whether bytes wait behind a gap.</summary>
    public bool HasGap => _pieces.Count > (_pieces.Count > 0 && _pieces[0].Start == 0 ? 1 : 0);

    /// <summary>Offset of the first byte behind the first gap; <see cref="Position"/> when there is none.</summary>
    public long AfterGap => HasGap ? _start + _pieces[_pieces[0].Start == 0 ? 1 : 0].Start : _start;

    /// <summary>How many bytes of memory it holds now.</summary>
    public int Reserved => _bytes?.Length ?? 0;

    /// <summary>
    /// Takes bytes at once where they are the next ones and nothing waits, which is the usual case: nothing is copied.
    /// </summary>
    /// <param name="offset">Offset of the first byte in the stream.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fresh">Those of them that were not taken before, maybe none; they count as taken.</param>
    /// <returns>False when bytes are missing before them or others wait: <see cref="TryAdd"/> them.</returns>
    public bool TryPass(ulong offset, ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> fresh)
    {
        fresh = default;
        if (_pieces.Count > 0 || offset > (ulong)_start) return false;
        long known = _start - (long)offset;
        if (known < bytes.Length) fresh = bytes[(int)known..];
        _start += fresh.Length;
        return true;
    }

    /// <summary>Adds bytes.</summary>
    /// <param name="offset">Offset of the first byte in the stream.</param>
    /// <param name="bytes">The bytes, copied.</param>
    /// <returns>False when they lie beyond the ceiling, or would make too many pieces: they are not kept.</returns>
    public bool TryAdd(ulong offset, ReadOnlySpan<byte> bytes)
    {
        if (offset > QuicVarInt.MaxValue) return false;
        long first = (long)offset - _start, end = first + bytes.Length;
        if (end <= 0 || bytes.IsEmpty) return true;
        if (end > maxHeld) return false;
        int skip = (int)Math.Max(0, -first);
        return TryInsert((int)Math.Max(0, first), (int)end, bytes[skip..]);
    }

    /// <summary>Takes bytes from the front.</summary>
    /// <param name="count">How many; at most the length of <see cref="Available"/>.</param>
    public void Take(int count)
    {
        if (count <= 0 || count > Available.Length) return;
        Advance(count);
    }

    /// <summary>Gives up what is missing before <see cref="AfterGap"/>, with what stands before it.</summary>
    /// <returns>How many bytes were missing; 0 when nothing waits behind a gap.</returns>
    public long SkipGap()
    {
        if (!HasGap) return 0;
        int held = Available.Length;
        long missing = AfterGap - _start - held;
        Advance((int)(held + missing));
        return missing;
    }

    /// <summary>Gives up everything before an offset; what lies there is to be taken before.</summary>
    /// <param name="offset">Where to go on, at most 2^62 − 1.</param>
    /// <returns>How many bytes that makes; 0 when the offset lies behind already.</returns>
    public long SkipTo(ulong offset)
    {
        long skipped = (long)Math.Min(offset, QuicVarInt.MaxValue) - _start;
        if (skipped <= 0) return 0;
        if (_pieces.Count > 0) Advance((int)Math.Min(skipped, maxHeld));
        _start = (long)Math.Min(offset, QuicVarInt.MaxValue);
        return skipped;
    }

    /// <summary>Forgets everything, gives the memory back, and begins at 0 again.</summary>
    public void Reset()
    {
        _start = 0;
        _pieces.Clear();
        Release();
    }

    bool TryInsert(int start, int end, ReadOnlySpan<byte> bytes)
    {
        int index = 0;
        while (index < _pieces.Count && _pieces[index].End < start) index++;
        if (_pieces.Count >= maxPieces && (index == _pieces.Count || _pieces[index].Start > end)) return false;
        Reserve(end);
        int at = start, newStart = start, newEnd = end, last = index;
        // Only what was not there is copied: a second, different copy of a byte must not change what was read before.
        for (; last < _pieces.Count && _pieces[last].Start <= end; last++)
        {
            (int pieceStart, int pieceEnd) = _pieces[last];
            if (pieceStart > at) bytes[(at - start)..(pieceStart - start)].CopyTo(_bytes.AsSpan(at));
            at = Math.Max(at, pieceEnd);
            newStart = Math.Min(newStart, pieceStart);
            newEnd = Math.Max(newEnd, pieceEnd);
        }

        if (at < end) bytes[(at - start)..].CopyTo(_bytes.AsSpan(at));
        if (last > index)
        {
            _pieces[index] = new(newStart, newEnd);
            _pieces.RemoveRange(index + 1, last - index - 1);
        }
        else
        {
            _pieces.Insert(index, new(newStart, newEnd));
        }

        return true;
    }

    void Advance(int count)
    {
        int held = _pieces.Count == 0 ? 0 : _pieces[^1].End;
        if (held > count) _bytes.AsSpan(count, held - count).CopyTo(_bytes);
        _start += count;
        int kept = 0;
        for (int i = 0; i < _pieces.Count; i++)
        {
            (int start, int end) = _pieces[i];
            if (end > count) _pieces[kept++] = new(Math.Max(0, start - count), end - count);
        }

        _pieces.RemoveRange(kept, _pieces.Count - kept);
        if (_pieces.Count == 0) Release();
    }

    void Reserve(int size)
    {
        if (_bytes is not null && _bytes.Length >= size) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, Math.Max(size, _bytes is null ? 0 : 2 * _bytes.Length)));
        if (_bytes is not null)
        {
            _bytes.AsSpan().CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }

    void Release()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }
}
