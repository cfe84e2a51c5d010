using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Traceroute.Native;

/// <summary>struct pollfd of poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
struct PollRequest
{
    internal int Descriptor;
    internal short Events;
    internal short Returned;
}
