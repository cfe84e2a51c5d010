using System.Runtime.InteropServices;

namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>struct sock_fprog.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FilterProgram
{
    internal ushort Length;
    internal void* Instructions;
}
