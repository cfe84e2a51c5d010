using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Ebpf.Native;

/// <summary>struct timespec on 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct KernelTime
{
    readonly long _seconds;
    readonly long _nanoseconds;

    internal long TotalNanoseconds => _seconds * 1_000_000_000 + _nanoseconds;
}
