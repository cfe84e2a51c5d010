using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>The calls of the C library that a packet ring needs. There is no native library of ours.</summary>
internal static unsafe partial class Libc
{
    const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial SafeFileHandle Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(SafeFileHandle socket, int level, int name, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSocketOption(SafeFileHandle socket, int level, int name, void* value, ref uint length);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(SafeFileHandle socket, in LinkLayerAddress address, uint length);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    internal static partial int GetSocketName(SafeFileHandle socket, ref LinkLayerAddress address, ref uint length);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint Map(nint address, nuint length, int protection, int flags, SafeFileHandle file, nint offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    internal static partial int Unmap(nint address, nuint length);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(ref PollRequest request, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(SafeFileHandle file, nuint request, void* argument);
}
