using System.Runtime.InteropServices;

namespace NetWatch.Live.Tests.Network;

/// <summary>
/// Sends signals to one thread, as the runtime does to stop it for a collection: whatever waits in the kernel there comes back at
/// once (signal(7), "Interruption of system calls").
/// </summary>
internal sealed partial class SignalSender : IDisposable
{
    // SIGWINCH: nothing here has a window.
    const int Harmless = 28;

    // Without a handler the kernel throws the signal away and interrupts nothing.
    readonly PosixSignalRegistration _handler = PosixSignalRegistration.Create((PosixSignal)Harmless, static _ => { });
    int _sent;

    /// <summary>The calling thread's number.</summary>
    internal static int CurrentThread => GetThread();

    /// <summary>How many signals were sent.</summary>
    internal int Sent => _sent;

    /// <summary>Sends some to a thread of this process, with time between them to go back to its wait.</summary>
    internal void Interrupt(int thread, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Thread.Sleep(5);
            if (SendSignal(Environment.ProcessId, thread, Harmless) == 0) _sent++;
        }
    }

    public void Dispose() => _handler.Dispose();

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThread();

    [LibraryImport("libc", EntryPoint = "tgkill", SetLastError = true)]
    private static partial int SendSignal(int process, int thread, int signal);
}
