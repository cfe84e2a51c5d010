using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetWatch.Host.Running;

/// <summary>
/// The pages of the memory that the collector has reserved. Fresh memory is a fault of the page for each 4 KiB, 2 µs on one machine and 14 in a
/// virtual machine that keeps page tables for its guest; asked for pages of 2 MiB (madvise(2), MADV_HUGEPAGE), Linux takes one for 512 of them.
/// It is a hint: where it is not heeded, everything is as before.
/// </summary>
static partial class HeapPages
{
    const int AdviceHugePage = 14;
    const nuint HugePage = 2 << 20;

    // The collector's first three places for objects lie side by side, one for each generation, and change hands.
    const nuint PlacesBefore = 2 * (4 << 20);

    /// <summary>Asks for large pages from where objects are made now, as far as this machine has memory. Once, before much is allocated.</summary>
    internal static void AskForLarge()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return;
        // The collector reserves one range, of at least that size, and goes through it upwards. Mappings that lie beyond it would only be hinted at, too.
        nuint from = (AddressOf(new object()) & ~(HugePage - 1)) - PlacesBefore;
        _ = Advise(from, (nuint)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes & ~(HugePage - 1), AdviceHugePage);
    }

    static unsafe nuint AddressOf(object value) => *(nuint*)Unsafe.AsPointer(ref value);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint length, int advice);
}
