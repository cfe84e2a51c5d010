using System.Buffers;

namespace NetWatch.Plugins.TlsDecryption.Records;

/// <summary>
/// Ciphertext of one direction that is not processed yet: the beginning of a record, or what waits for a key. Remembers the times at which
/// its parts came, and where bytes are missing between them.
/// </summary>
sealed class RecordQueue(CiphertextBudget budget)
{
    // What a record needs is not worth counting; what waits for a key is, since it may wait on any number of connections.
    const int Uncounted = 64 << 10, UncountedWaiting = 4 << 10;
    const int MaxMarks = 4096;
    const int LeastSize = 4096;

    readonly List<(long End, long Time)> _times = [];
    readonly List<(long Position, long Missing)> _gaps = [];
    byte[] _buffer = [];
    int _start, _end;
    int _counted;
    long _time;

    internal int Length => _end - _start;

    /// <summary>Whether what comes waits for a key.</summary>
    internal bool IsWaiting { get; set; }

    /// <summary>Position of the first byte that is held, bytes that are missing not counted.</summary>
    internal long Head { get; private set; }

    /// <summary>The bytes up to the first gap.</summary>
    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _gaps.Count == 0 ? Length : (int)(_gaps[0].Position - Head));

    /// <summary>Whether a gap stands behind <see cref="Bytes"/>.</summary>
    internal bool HasGap => _gaps.Count > 0;

    /// <summary>Adds bytes; false when there is no room for so many.</summary>
    internal bool TryAppend(ReadOnlySpan<byte> bytes, long time)
    {
        if (_end + bytes.Length > _buffer.Length && !TryMakeRoom(Length + bytes.Length)) return false;
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
        _time = time;
        // Beyond so many the times get coarse; nobody is harmed.
        if (_times.Count > 0 && (_times[^1].Time == time || _times.Count >= MaxMarks)) _times[^1] = (Head + Length, time);
        else _times.Add((Head + Length, time));
        return true;
    }

    bool TryMakeRoom(int needed)
    {
        if (needed > _buffer.Length)
        {
            int size = Math.Max(Math.Max(needed, LeastSize), Math.Min(2 * _buffer.Length, needed + Uncounted));
            int more = size - (IsWaiting ? UncountedWaiting : Uncounted) - _counted;
            if (more > 0 && !budget.TryTake(more)) return false;
            _counted += Math.Max(0, more);
            Move(ArrayPool<byte>.Shared.Rent(size));
            return true;
        }

        Move(_buffer);
        return true;
    }

    void Move(byte[] target)
    {
        int length = Length;
        _buffer.AsSpan(_start, length).CopyTo(target);
        if (target != _buffer && _buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = (target, 0, length);
    }

    /// <summary>Notes that bytes are missing behind what is held.</summary>
    internal void AppendGap(long missing)
    {
        long position = Head + Length;
        if (_gaps.Count > 0 && _gaps[^1].Position == position) _gaps[^1] = (position, _gaps[^1].Missing + missing);
        else _gaps.Add((position, missing));
    }

    /// <summary>Whether no more gaps can be noted.</summary>
    internal bool IsFullOfGaps => _gaps.Count >= MaxMarks;

    /// <summary>Takes the gap that stands at the head; 0 when there is none.</summary>
    internal long TakeGap()
    {
        if (_gaps.Count == 0 || _gaps[0].Position != Head) return 0;
        long missing = _gaps[0].Missing;
        _gaps.RemoveAt(0);
        if (Length == 0 && _gaps.Count == 0) Release();
        return missing;
    }

    /// <summary>When the byte came that stands so far behind the head.</summary>
    internal long TimeOf(int offset)
    {
        long position = Head + offset;
        foreach ((long end, long time) in _times)
        {
            if (position < end) return time;
        }

        return _time;
    }

    /// <summary>Takes bytes off the head.</summary>
    internal void Consume(int count)
    {
        _start += count;
        Head += count;
        if (Length == 0 && _gaps.Count == 0)
        {
            Release();
            return;
        }

        int done = 0;
        while (done < _times.Count && _times[done].End <= Head) done++;
        if (done > 0) _times.RemoveRange(0, done);
    }

    void Release()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
        _times.Clear();
        if (_counted > 0) budget.Give(_counted);
        _counted = 0;
    }

    internal void Reset()
    {
        _gaps.Clear();
        Release();
        IsWaiting = false;
        Head = 0;
        _time = 0;
    }
}
