using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Traceroute.Native;

/// <summary>struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct MessagePart
{
    internal byte* Base;
    internal nint Length;
}
