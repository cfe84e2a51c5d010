using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Health.Native;

/// <summary>The calls of an ICMP socket whose receive timestamps are read, which the framework's sockets don't give.</summary>
static unsafe partial class Libc
{
    internal const int Datagram = 2, Raw = 3, CloseOnExec = 0x80000, NonBlocking = 0x800;
    internal const int SocketLevel = 1, TimestampNs = 35;
    internal const short PollIn = 1;
    internal const int ClockRealtime = 0;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int socket, int level, int option, in int value, int length);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    internal static partial nint SendTo(int socket, byte* buffer, nint length, int flags, byte* address, int addressLength);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollRequest* requests, nint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int GetTime(int clock, long* time);
}
