using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Ebpf.Tracing;

/// <summary>
/// Walks over the records of one page of a trace buffer, as trace_pipe_raw gives it (include/linux/ring_buffer.h): a time, the number of bytes,
/// then records with five bits of kind or length and 27 bits of time since the one before.
/// </summary>
public ref struct TracePage
{
    const int HeaderBytes = 16, LengthMask = 0xfffff;
    const int Padding = 29, TimeExtend = 30, TimeStamp = 31;

    // The writer has passed the reader: records before this page are gone. What is lost is counted where the kernel tells it.
    const long MissedEvents = 1L << 31, MissedStored = 1L << 30;

    readonly ReadOnlySpan<byte> _data;
    int _at;
    long _time;

    /// <summary>Begins a page.</summary>
    public TracePage(ReadOnlySpan<byte> page)
    {
        if (page.Length < HeaderBytes) return;
        _time = MemoryMarshal.Read<long>(page);
        long commit = MemoryMarshal.Read<long>(page[8..]);
        int length = (int)Math.Min(commit & LengthMask, page.Length - HeaderBytes);
        _data = page.Slice(HeaderBytes, length);
        if ((commit & MissedEvents) == 0) return;
        Missed = (commit & MissedStored) != 0 && page.Length >= HeaderBytes + length + 8 ? MemoryMarshal.Read<long>(page[(HeaderBytes + length)..]) : 1;
    }

    /// <summary>How many records were lost before this page; at least 1 where some were.</summary>
    public long Missed { get; }

    /// <summary>Takes the next record of an event; false at the end, and for what makes no sense.</summary>
    public bool TryRead(out ReadOnlySpan<byte> record, out long time)
    {
        record = default;
        time = 0;
        while (_at + 4 <= _data.Length)
        {
            uint header = BinaryPrimitives.ReadUInt32LittleEndian(_data[_at..]);
            int kind = (int)(header & 31);
            long delta = header >> 5;
            _at += 4;
            if (kind is Padding or TimeExtend or TimeStamp or 0 && _at + 4 > _data.Length) return false;
            uint word = kind is Padding or TimeExtend or TimeStamp or 0 ? BinaryPrimitives.ReadUInt32LittleEndian(_data[_at..]) : 0;
            switch (kind)
            {
                case Padding:
                    if (delta == 0 || word > int.MaxValue || !Skip(4 + (int)word - 4)) return false;
                    _time += delta;
                    continue;
                case TimeExtend:
                    _time += delta + ((long)word << 27);
                    _at += 4;
                    continue;
                case TimeStamp:
                    _time = delta + ((long)word << 27);
                    _at += 4;
                    continue;
            }

            _time += delta;
            // Longer records tell their length, itself included, in a word of its own.
            int length = kind == 0 ? (int)Math.Min(word, int.MaxValue) - 4 : kind * 4;
            if (kind == 0) _at += 4;
            if (length < 0 || length > _data.Length - _at) return false;
            record = _data.Slice(_at, length);
            time = _time;
            _at += (length + 3) & -4;
            return true;
        }

        return false;
    }

    bool Skip(int bytes)
    {
        if (bytes < 0 || bytes > _data.Length - _at) return false;
        _at += bytes;
        return true;
    }
}
