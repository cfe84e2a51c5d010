using System.Runtime.InteropServices;

namespace NetWatch.Plugins.NetworkConfig.Native;

/// <summary>The calls of a netlink socket, which the framework's own sockets don't know.</summary>
static partial class Libc
{
    internal const int Netlink = 16, Raw = 3, CloseOnExec = 0x80000, Route = 0;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int socket, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(int socket, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int socket, int level, int option, ReadOnlySpan<long> value, int length);
}
