using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Ebpf.Native;

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollRequest
{
    internal int Descriptor;
    internal short Wanted;
    internal short Happened;
}
