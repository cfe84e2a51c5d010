using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Hooks;

/// <summary>The kernel's cookie of the network namespace that this process is in (SO_NETNS_COOKIE, since Linux 5.14).</summary>
internal static unsafe class OwnNamespace
{
    const int Internet = 2, Datagram = 2, CloseOnExec = 0x80000, SocketLevel = 1, NamespaceCookie = 71;

    /// <summary>The cookie; 0 when the kernel doesn't tell.</summary>
    internal static ulong ReadCookie()
    {
        using SafeFileHandle socket = Libc.Socket(Internet, Datagram | CloseOnExec, 0);
        if (socket.IsInvalid) return 0;
        ulong cookie = 0;
        uint length = sizeof(ulong);
        return Libc.GetSocketOption(socket, SocketLevel, NamespaceCookie, &cookie, ref length) == 0 ? cookie : 0;
    }
}
