using System.Runtime.InteropServices;

namespace NetWatch.Host.Running;

/// <summary>Signal dispositions that a parent leaves behind.</summary>
static class InheritedSignals
{
    const int SignalInterrupt = 2;

    /// <summary>
    /// A shell script starts its background commands with SIGINT ignored, and the runtime leaves it so. A capture is ended by that
    /// signal, by scripts too, so it gets its default back before it is handled. Call before any handler is registered.
    /// </summary>
    internal static void RestoreInterrupt()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) _ = SetHandler(SignalInterrupt, IntPtr.Zero);
    }

    [DllImport("libc", EntryPoint = "signal")]
    static extern IntPtr SetHandler(int signal, IntPtr handler);
}
