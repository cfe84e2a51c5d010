using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Events;

/// <summary>The clock of the kernel's events, CLOCK_MONOTONIC, beside wall time.</summary>
internal static class KernelClock
{
    const int Realtime = 0, Monotonic = 1;

    /// <summary>What is added to monotonic time to get wall time, in nanoseconds. Wall time may be set, so it is read anew for each batch.</summary>
    internal static long ReadOffset() =>
        Libc.ReadClock(Realtime, out KernelTime wall) == 0 && Libc.ReadClock(Monotonic, out KernelTime since) == 0 ? wall.TotalNanoseconds - since.TotalNanoseconds : 0;
}
