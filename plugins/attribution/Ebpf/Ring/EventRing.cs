using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Ring;

/// <summary>
/// The reader's end of a ring (Documentation/bpf/ringbuf.rst): one page with the position of the reader, one with that of the writer, then
/// the data twice in a row, so that a record never has to be put together. One thread reads.
/// </summary>
internal sealed unsafe class EventRing : IDisposable
{
    const int ReadWrite = 3, ReadOnly = 1, Shared = 1;
    const uint Busy = 1u << 31, Discarded = 1u << 30;
    const int HeaderBytes = 8;
    const short Readable = 1;

    readonly SafeFileHandle _map;
    readonly int _bytes, _page;
    readonly nint _consumer, _producer;

    internal EventRing(SafeFileHandle map, int bytes)
    {
        (_map, _bytes, _page) = (map, bytes, Environment.SystemPageSize);
        _consumer = Libc.Map(0, (nuint)_page, ReadWrite, Shared, map, 0);
        if (_consumer == -1) throw new BpfException("map the ring", System.Runtime.InteropServices.Marshal.GetLastPInvokeError());
        _producer = Libc.Map(0, (nuint)(_page + 2 * bytes), ReadOnly, Shared, map, _page);
        if (_producer != -1) return;
        int error = System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
        _ = Libc.Unmap(_consumer, (nuint)_page);
        throw new BpfException("map the ring", error);
    }

    internal delegate void Reader(ReadOnlySpan<byte> record);

    /// <summary>Waits for something to read. False after the time.</summary>
    internal bool Wait(int timeoutMilliseconds)
    {
        if (Volatile.Read(ref *(long*)_producer) != *(long*)_consumer) return true;
        var request = new PollRequest { Descriptor = (int)_map.DangerousGetHandle(), Wanted = Readable };
        return Libc.Poll(ref request, 1, timeoutMilliseconds) > 0;
    }

    /// <summary>Hands over what is there, at most so many records. Returns how many there were.</summary>
    internal int Read(Reader reader, int most)
    {
        long position = *(long*)_consumer, end = Volatile.Read(ref *(long*)_producer);
        byte* data = (byte*)_producer + _page;
        int count = 0;
        while (position < end && count < most)
        {
            byte* header = data + (position & (_bytes - 1));
            uint length = Volatile.Read(ref *(uint*)header);
            // A writer is still at it; what follows has to wait, so that the order stays.
            if ((length & Busy) != 0) break;
            uint size = length & ~(Busy | Discarded);
            if (size > _bytes) break;
            if ((length & Discarded) == 0)
            {
                reader(new ReadOnlySpan<byte>(header + HeaderBytes, (int)size));
                count++;
            }

            position += (size + HeaderBytes + 7) / 8 * 8;
            Volatile.Write(ref *(long*)_consumer, position);
        }

        return count;
    }

    public void Dispose()
    {
        _ = Libc.Unmap(_consumer, (nuint)_page);
        _ = Libc.Unmap(_producer, (nuint)(_page + 2 * _bytes));
    }
}
