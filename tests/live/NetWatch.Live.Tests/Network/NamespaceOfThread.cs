using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Live.Tests.Network;

/// <summary>Moves the calling thread into a named network namespace (setns(2)). Only for threads of a test's own.</summary>
internal static partial class NamespaceOfThread
{
    const int NetworkNamespace = 0x40000000; // CLONE_NEWNET

    internal static void Enter(string name)
    {
        using SafeFileHandle handle = File.OpenHandle("/run/netns/" + name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (SetNamespace(handle, NetworkNamespace) != 0)
        {
            throw new InvalidOperationException($"setns {name}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle handle, int kind);
}
