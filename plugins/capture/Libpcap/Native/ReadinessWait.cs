using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Libpcap.Native;

/// <summary>
/// Waits for packets outside of the library: its own blocking read on a Linux ring never returns on a quiet link.
/// </summary>
internal static partial class ReadinessWait
{
    const short PollIn = 1;

    /// <summary>Waits for a descriptor of poll(2).</summary>
    internal static void ForDescriptor(int descriptor, int timeoutMilliseconds)
    {
        var request = new PollRequest { Descriptor = descriptor, Wanted = PollIn };
        // An error or a signal ends the wait early, and the read that follows finds out why.
        _ = Poll(ref request, 1, timeoutMilliseconds);
    }

    /// <summary>Waits for an event of Windows.</summary>
    internal static void ForEvent(nint handle, int timeoutMilliseconds) => _ = WaitForSingleObject(handle, (uint)timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollRequest request, nuint count, int timeoutMilliseconds);

    [LibraryImport("kernel32", EntryPoint = "WaitForSingleObject")]
    private static partial uint WaitForSingleObject(nint handle, uint timeoutMilliseconds);

    [StructLayout(LayoutKind.Sequential)]
    struct PollRequest
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Happened;
    }
}
