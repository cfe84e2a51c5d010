using System.Runtime.InteropServices;

namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>struct tpacket_req3.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingRequest
{
    internal uint BlockBytes;
    internal uint BlockCount;
    internal uint FrameBytes;
    internal uint FrameCount;
    internal uint RetireMilliseconds;
    internal uint PrivateBytes;
    internal uint Features;
}
