using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.AfPacket.Native;

namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>The ring's memory in this process.</summary>
internal sealed class RingMapping : SafeHandleMinusOneIsInvalid
{
    readonly nuint _length;

    RingMapping(nint address, nuint length) : base(ownsHandle: true)
    {
        _length = length;
        SetHandle(address);
    }

    /// <summary>Maps the ring of a socket; invalid when that fails, with the reason in the last P/Invoke error.</summary>
    internal static RingMapping Of(SafeFileHandle socket, nuint length)
    {
        nint address = Libc.Map(0, length, PacketConstants.ProtectionReadWrite, PacketConstants.MapShared, socket, 0);
        int error = Marshal.GetLastPInvokeError();
        var mapping = new RingMapping(address, length);
        Marshal.SetLastPInvokeError(error);
        return mapping;
    }

    protected override bool ReleaseHandle() => Libc.Unmap(handle, _length) == 0;
}
