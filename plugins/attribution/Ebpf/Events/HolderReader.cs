using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.Ebpf.Native;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Events;

/// <summary>Reads inode and process of all open sockets from the iterator.</summary>
internal sealed unsafe class HolderReader(ProcessTable processes)
{
    const int MostHolders = 1 << 20;

    readonly byte[] _buffer = new byte[64 << 10];

    internal bool TryRead(SafeFileHandle link, IDictionary<long, ProcessIdentity> holders)
    {
        try
        {
            using SafeFileHandle iterator = Bpf.OpenIterator(link);
            int kept = 0;
            for (int seen = 0; seen < MostHolders;)
            {
                int length = ReadInto(iterator, kept);
                if (length <= 0) return length == 0;
                int total = kept + length, whole = total / EventLayout.HolderBytes;
                for (int i = 0; i < whole; i++) Take(_buffer.AsSpan(i * EventLayout.HolderBytes, EventLayout.HolderBytes), holders);
                seen += whole;
                kept = total - whole * EventLayout.HolderBytes;
                _buffer.AsSpan(total - kept, kept).CopyTo(_buffer);
            }

            return true;
        }
        catch (BpfException)
        {
            return false;
        }
    }

    int ReadInto(SafeFileHandle iterator, int at)
    {
        fixed (byte* buffer = _buffer)
        {
            while (true)
            {
                nint length = Libc.Read(iterator, buffer + at, (nuint)(_buffer.Length - at));
                if (length >= 0 || Marshal.GetLastPInvokeError() != BpfConstants.Interrupted) return (int)length;
            }
        }
    }

    void Take(ReadOnlySpan<byte> record, IDictionary<long, ProcessIdentity> holders)
    {
        long inode = MemoryMarshal.Read<long>(record[EventLayout.HolderInode..]);
        int pid = (int)MemoryMarshal.Read<long>(record[EventLayout.HolderPid..]);
        long start = MemoryMarshal.Read<long>(record[EventLayout.HolderStart..]) / 10_000_000;
        // A server and its children hold the same socket; the one that started first has made it.
        if (holders.TryGetValue(inode, out ProcessIdentity? other) && other.Key.StartTicks <= start) return;
        if (processes.FindStarted(new ProcessKey(pid, start)) is { } process) holders[inode] = process;
    }
}
