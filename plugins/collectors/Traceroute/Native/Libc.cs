using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Traceroute.Native;

/// <summary>The calls of sockets whose error queues are read, which the framework's sockets don't give.</summary>
static unsafe partial class Libc
{
    internal const int Stream = 1, Datagram = 2, CloseOnExec = 0x80000, NonBlocking = 0x800;
    internal const int Inet = 2, Inet6 = 10;
    internal const int ErrorQueue = 0x2000, DontWait = 0x40;
    internal const short PollIn = 1, PollOut = 4, PollError = 8;
    internal const int ClockRealtime = 0;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int socket);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int socket, int level, int option, in int value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetOption(int socket, int level, int option, out int value, ref int length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, byte* address, int addressLength);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    internal static partial nint SendTo(int socket, byte* buffer, nint length, int flags, byte* address, int addressLength);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollRequest* requests, nint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int GetTime(int clock, long* time);

    /// <summary>Wall time in nanoseconds, by the clock of the kernel's receive timestamps.</summary>
    internal static long Now()
    {
        long* time = stackalloc long[2];
        return GetTime(ClockRealtime, time) == 0 ? time[0] * 1_000_000_000 + time[1] : 0;
    }
}
