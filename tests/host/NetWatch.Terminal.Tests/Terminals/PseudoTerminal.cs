using System.Runtime.InteropServices;

namespace NetWatch.Terminal.Tests.Terminals;

/// <summary>A pair of descriptors: one is a terminal, the other is who sits before it.</summary>
sealed unsafe partial class PseudoTerminal : IDisposable
{
    const int ReadWrite = 2, NoControllingTerminal = 0x100;

    public PseudoTerminal()
    {
        Master = Open();
        byte* name = stackalloc byte[128];
        (Grant(Master) | Unlock(Master) | Name(Master, name, 128)).ShouldBe(0);
        Slave = OpenFile(name, ReadWrite | NoControllingTerminal);
        Slave.ShouldBeGreaterThan(0);
    }

    public int Master { get; private set; }

    public int Slave { get; }

    /// <summary>The settings, byte for byte.</summary>
    public byte[] Settings()
    {
        byte[] termios = new byte[256];
        fixed (byte* start = termios) GetAttributes(Slave, start).ShouldBe(0);
        return termios;
    }

    public void Type(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) Write(Master, start, bytes.Length).ShouldBe(bytes.Length);
    }

    public string Read()
    {
        byte* buffer = stackalloc byte[65536];
        nint count = ReadFrom(Master, buffer, 65536);
        return System.Text.Encoding.UTF8.GetString(buffer, (int)Math.Max(0, count));
    }

    public void SetSize(ushort columns, ushort rows)
    {
        ushort* size = stackalloc ushort[4] { rows, columns, 0, 0 };
        Control(Slave, 0x5414, size).ShouldBe(0);
    }

    public void HangUp()
    {
        _ = Close(Master);
        Master = -1;
    }

    public void Dispose()
    {
        _ = Close(Slave);
        if (Master >= 0) HangUp();
    }

    static int Open() => OpenMaster(ReadWrite | NoControllingTerminal);

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int Name(int master, byte* name, nuint room);

    [LibraryImport("libc", EntryPoint = "open")]
    private static partial int OpenFile(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(int descriptor, byte* termios);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadFrom(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, ushort* argument);
}
