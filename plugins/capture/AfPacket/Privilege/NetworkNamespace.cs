using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.Capture.Privilege;

/// <summary>
/// The network namespace of the calling thread. A capability counts there only when the user namespace that owns it is the
/// process's own or lies below: after <c>unshare --user</c> a process has every capability and still can't capture.
/// </summary>
internal static partial class NetworkNamespace
{
    const nuint GetOwner = 0xb701; // NS_GET_USERNS, ioctl_ns(2)
    const int NotPermitted = 1;

    /// <summary>Whether it is owned by the user namespace of the process or by one below; true when the kernel can't tell.</summary>
    internal static bool IsWithinReach()
    {
        try
        {
            using SafeFileHandle network = File.OpenHandle("/proc/thread-self/ns/net", FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            using SafeFileHandle owner = Control(network, GetOwner);
            // The kernel refuses to show an owner that lies above the caller's own user namespace.
            return !owner.IsInvalid || Marshal.GetLastPInvokeError() != NotPermitted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial SafeFileHandle Control(SafeFileHandle file, nuint request);
}
