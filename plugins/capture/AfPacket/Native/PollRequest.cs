using System.Runtime.InteropServices;

namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollRequest
{
    internal int Descriptor;
    internal short Wanted;
    internal short Happened;
}
