using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetWatch.Engine.Flows;

/// <summary>Hints about memory. They change nothing but time.</summary>
static class Memory
{
    /// <summary>Asks for the cache line of a place that will be used soon; does nothing on machines without such a hint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Prefetch<T>(ref T place)
    {
        // The object may be moved before the line arrives: the hint is then useless, and still harmless.
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }
}
