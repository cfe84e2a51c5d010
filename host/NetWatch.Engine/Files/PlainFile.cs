using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Engine.Files;

/// <summary>
/// Opens files that somebody else names, without ever waiting. What is no plain file is not even opened, where the system tells beforehand: opening a pipe
/// waits for its writer, or makes that one believe that somebody reads.
/// </summary>
public static partial class PlainFile
{
    const int NoSuchFile = 2;

    // O_NONBLOCK and O_CLOEXEC (fcntl.h); reading is 0.
    static readonly int Flags = OperatingSystem.IsLinux() ? 0x800 | 0x80000 : 0x4 | 0x1000000;

    /// <summary>Opens a file for reading; null when there is none of this name.</summary>
    /// <exception cref="IOException">It can't be opened, or it is a folder, a pipe or a device; the message says so, without the path.</exception>
    public static FileStream? TryOpen(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) throw new IOException("is no name of a file");
        if (OtherKind(path) is { } kind) throw new IOException($"is {kind}");
        SafeFileHandle? handle = OperatingSystem.IsWindows() ? OpenWindows(path) : OpenUnix(path);
        if (handle is null) return null;
        var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (file.CanSeek) return file;
        file.Dispose();
        throw new IOException("is a pipe or a device");
    }

    // What it is when it is no plain file; null when it is one, is not there, or nobody can tell.
    static string? OtherKind(string path)
    {
        const int CurrentFolder = -100, Size = 256, ModeOffset = 28, Kind = 0xF000;
        const uint WantsType = 1;
        if (Directory.Exists(path)) return "a folder";
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            // struct statx (linux/stat.h) is the same on every kind of machine.
            Span<byte> status = stackalloc byte[Size];
            if (StatX(CurrentFolder, path, 0, WantsType, status) != 0) return null;
            return (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & Kind) switch
            {
                0x1000 => "a pipe",
                0x2000 or 0x6000 => "a device",
                0xC000 => "a socket",
                _ => null,
            };
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
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

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> status);
}
