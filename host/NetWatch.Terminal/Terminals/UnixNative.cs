using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace NetWatch.Terminal.Terminals;

/// <summary>The calls of libc that a terminal needs. Signatures that are the same on Linux (glibc, musl) and macOS.</summary>
[UnsupportedOSPlatform("windows")]
static unsafe partial class UnixNative
{
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const int Interrupted = 4;
    public const int SetNow = 0;

    /// <summary>Room for a struct termios of any of these systems (Linux 60 bytes, macOS 72); its insides are left to cfmakeraw.</summary>
    public const int TermiosRoom = 256;

    /// <summary>TCIFLUSH: what was received and not read.</summary>
    public static int InputQueue { get; } = OperatingSystem.IsLinux() ? 0 : 1;

    /// <summary>EAGAIN.</summary>
    public static int TryAgain { get; } = OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>SIGSTOP.</summary>
    public static int StopSignal { get; } = OperatingSystem.IsLinux() ? 19 : 17;

    [LibraryImport("libc", EntryPoint = "isatty")]
    public static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    public static partial int GetAttributes(int descriptor, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    public static partial int SetAttributes(int descriptor, int when, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcflush")]
    public static partial int Flush(int descriptor, int queue);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    public static partial void MakeRaw(byte* termios);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    public static partial int Pipe(int* descriptors);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "ttyname_r")]
    internal static partial int TerminalName(int descriptor, byte* name, nuint room);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, ushort* argument);

    // Arguments after the ellipsis go on the stack on Apple's arm64, that is behind the eight registers.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int ControlAppleArm(int descriptor, nuint request, nint r2, nint r3, nint r4, nint r5, nint r6, nint r7, ushort* argument);

    /// <summary>Path of the terminal of a descriptor, or null.</summary>
    public static string? NameOf(int descriptor)
    {
        byte* name = stackalloc byte[256];
        return TerminalName(descriptor, name, 256) == 0 ? Marshal.PtrToStringUTF8((nint)name) : null;
    }

    /// <summary>The window size that the terminal tells, or null.</summary>
    public static TerminalSize? SizeOf(int descriptor)
    {
        // struct winsize: rows, columns, and two of pixels.
        ushort* size = stackalloc ushort[4];
        bool isApple = OperatingSystem.IsMacOS();
        nuint request = isApple ? 0x40087468u : 0x5413u;
        int result = isApple && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ControlAppleArm(descriptor, request, 0, 0, 0, 0, 0, 0, size)
            : Control(descriptor, request, size);
        return result == 0 ? new TerminalSize(size[1], size[0]) : null;
    }

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
