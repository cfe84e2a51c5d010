using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Engine.Files;

/// <summary>Opens files that somebody else names, without ever waiting: opening a pipe blocks until it has a writer.</summary>
public static partial class PlainFile
{
    const int NoSuchFile = 2;

    // O_NONBLOCK and O_CLOEXEC (fcntl.h); reading is 0.
    static readonly int Flags = OperatingSystem.IsLinux() ? 0x800 | 0x80000 : 0x4 | 0x1000000;

    /// <summary>Opens a file for reading; null when there is none of this name.</summary>
    /// <exception cref="IOException">It can't be opened, or it is a folder or a pipe; the message says so, without the path.</exception>
    public static FileStream? TryOpen(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) throw new IOException("is no name of a file");
        if (Directory.Exists(path)) throw new IOException("is a folder");
        SafeFileHandle? handle = OperatingSystem.IsWindows() ? OpenWindows(path) : OpenUnix(path);
        if (handle is null) return null;
        var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (file.CanSeek) return file;
        file.Dispose();
        throw new IOException("is a pipe or a device");
    }

    static SafeFileHandle? OpenUnix(string path)
    {
        int descriptor = Open(path, Flags);
        if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
        int error = Marshal.GetLastPInvokeError();
        if (error == NoSuchFile) return null;
        throw new IOException($"can't be read: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    static SafeFileHandle? OpenWindows(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException($"can't be read: {error.Message}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
