using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.AfPacket.Native;

namespace NetWatch.Plugins.AfPacket.Interfaces;

/// <summary>
/// An interface of the calling thread's network namespace, found by name. Asked of the kernel by ioctl, because /sys shows the
/// namespace in which it was mounted, which need not be this one.
/// </summary>
/// <param name="Index">Its index; 0 stands for all interfaces.</param>
/// <param name="HardwareType">Its ARPHRD_ number.</param>
internal readonly unsafe record struct PacketInterface(int Index, ushort HardwareType)
{
    /// <summary>The name that stands for all interfaces.</summary>
    internal const string Every = "any";

    const int NameBytes = 16;
    const int RequestBytes = 40;

    /// <summary>Finds an interface; false with the kernel's error number when there is none of that name.</summary>
    internal static bool TryFind(string name, out PacketInterface found, out int error)
    {
        found = default;
        error = PacketConstants.NoSuchDevice;
        byte[] text = Encoding.UTF8.GetBytes(name);
        if (text.Length is 0 or >= NameBytes || text.Contains((byte)0)) return false;

        using SafeFileHandle socket =
            Libc.Socket(PacketConstants.AddressFamilyUnix, PacketConstants.SocketDatagram | PacketConstants.SocketCloseOnExec, 0);
        if (socket.IsInvalid)
        {
            error = Marshal.GetLastPInvokeError();
            return false;
        }
        // struct ifreq: the name, then a union of which the kernel fills what was asked.
        byte* request = stackalloc byte[RequestBytes];
        if (!Ask(socket, PacketConstants.QueryInterfaceIndex, text, request, out error)) return false;
        int index = *(int*)(request + NameBytes);
        if (!Ask(socket, PacketConstants.QueryInterfaceHardwareAddress, text, request, out error)) return false;
        found = new(index, *(ushort*)(request + NameBytes));
        return true;
    }

    static bool Ask(SafeFileHandle socket, nuint question, byte[] name, byte* request, out int error)
    {
        var bytes = new Span<byte>(request, RequestBytes);
        bytes.Clear();
        name.CopyTo(bytes);
        error = Libc.Control(socket, question, request) < 0 ? Marshal.GetLastPInvokeError() : 0;
        return error == 0;
    }
}
