using Microsoft.Win32.SafeHandles;
using NetWatch.Plugins.Ebpf.Native;

namespace NetWatch.Plugins.Ebpf.Hooks;

/// <summary>
/// A file system of the kernel that is mounted nowhere but in this process (fsopen(2), since Linux 5.2). Where a namespace or a container has
/// not mounted it, nothing on the machine has to be changed for it. The numbers of these calls are the same on every processor.
/// </summary>
internal static unsafe class DetachedMount
{
    const int OpenCall = 430, ConfigureCall = 431, MountCall = 432;
    const int CreateCommand = 6, CloseOnExec = 1;
    const int OpenFolder = 0x10000 | 0x80000;

    /// <summary>The root folder of the file system; null when it can't be had.</summary>
    internal static SafeFileHandle? TryOpen(string fileSystem)
    {
        byte[] name = System.Text.Encoding.ASCII.GetBytes(fileSystem + "\0");
        fixed (byte* text = name)
        {
            using var context = new SafeFileHandle(Libc.SystemCall(OpenCall, (nint)text, CloseOnExec, 0), ownsHandle: true);
            if (context.IsInvalid) return null;
            if (Libc.SystemCall(ConfigureCall, context.DangerousGetHandle(), CreateCommand, 0, 0, 0) != 0) return null;
            using var mount = new SafeFileHandle(Libc.SystemCall(MountCall, context.DangerousGetHandle(), CloseOnExec, 0), ownsHandle: true);
            if (mount.IsInvalid) return null;
            SafeFileHandle folder = Libc.OpenAt(mount, ".", OpenFolder);
            if (!folder.IsInvalid) return folder;
            folder.Dispose();
            return null;
        }
    }
}
