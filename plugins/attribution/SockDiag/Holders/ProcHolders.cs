using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.SockDiag.Native;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag.Holders;

/// <summary>
/// Finds who holds a socket by the links /proc/PID/fd/N, "socket:[inode]". Those of other users' processes may be read by root only. By system
/// calls, since the framework's enumeration takes three times as long.
/// </summary>
internal sealed unsafe class ProcHolders(string root, ProcessTable processes) : ISocketHolders
{
    const int Folder = 0x10000 | 0x80000;
    const int EntryName = 19, EntryLength = 16;

    readonly byte[] _entries = new byte[32 << 10];

    public bool TryRead(IDictionary<long, ProcessIdentity> holders)
    {
        string[] folders;
        try
        {
            folders = Directory.GetDirectories(root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        foreach (string folder in folders)
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)) continue;
            ReadProcess(folder, pid, holders);
        }

        return true;
    }

    void ReadProcess(string folder, int pid, IDictionary<long, ProcessIdentity> holders)
    {
        using SafeFileHandle files = Libc.Open(folder + "/fd", Folder);
        if (files.IsInvalid) return;
        ProcessIdentity? process = null;
        while (true)
        {
            int length;
            fixed (byte* buffer = _entries) length = (int)Libc.ReadFolder(files, buffer, (nuint)_entries.Length);
            if (length <= 0) return;
            for (int at = 0; at + EntryName < length;)
            {
                int entry = MemoryMarshal.Read<ushort>(_entries.AsSpan(at + EntryLength));
                if (entry <= EntryName || at + entry > length) return;
                if (ReadInode(files, at + EntryName) is { } inode && !TryTake(inode, pid, ref process, holders)) return;
                at += entry;
            }
        }
    }

    // The holder that started first: a server, not the children that inherited its sockets.
    bool TryTake(long inode, int pid, ref ProcessIdentity? process, IDictionary<long, ProcessIdentity> holders)
    {
        process ??= processes.Find(pid);
        if (process is null) return false;
        if (!holders.TryGetValue(inode, out ProcessIdentity? other) || process.Key.StartTicks < other.Key.StartTicks) holders[inode] = process;
        return true;
    }

    long? ReadInode(SafeFileHandle files, int nameAt)
    {
        const int Longest = 64;
        Span<byte> target = stackalloc byte[Longest];
        int length;
        fixed (byte* name = &_entries[nameAt], to = target) length = (int)Libc.ReadLink(files, name, to, Longest);
        if (length <= 0) return null;
        ReadOnlySpan<byte> text = target[..length];
        return text.StartsWith("socket:["u8) && Utf8Parser.TryParse(text["socket:["u8.Length..], out long inode, out _) ? inode : null;
    }
}
