using System.Runtime.InteropServices;

namespace NetWatch.Host.Streams;

/// <summary>The calls of POSIX on standard input and output.</summary>
static partial class UnixPipe
{
    internal const int Interrupted = 4, TryAgain = 11, TryAgainBsd = 35, BrokenPipe = 32;
    internal const short Readable = 1, Writable = 4;

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, Span<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(ref PollEntry entries, nuint count, int timeoutMilliseconds);

    /// <summary>Waits until the descriptor is ready or has ended; false when the time is over or a signal came.</summary>
    internal static bool Wait(int descriptor, short events, int timeoutMilliseconds)
    {
        var entry = new PollEntry { Descriptor = descriptor, Events = events };
        return Poll(ref entry, 1, timeoutMilliseconds) > 0;
    }

    internal static bool IsPassing(int error) => error is Interrupted || IsFull(error);

    internal static bool IsFull(int error) => error == (OperatingSystem.IsLinux() ? TryAgain : TryAgainBsd);

    internal static IOException Failure(int error) => new(Marshal.GetPInvokeErrorMessage(error), error);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
