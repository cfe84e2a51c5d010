using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Traceroute.Native;

/// <summary>struct msghdr of recvmsg(2), as 64-bit Linux lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct MessageHeader
{
    internal byte* Name;
    internal uint NameLength;
    internal MessagePart* Parts;
    internal nint PartCount;
    internal byte* Control;
    internal nint ControlLength;
    internal int Flags;
}
