using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.PluginHost.Verification;

/// <summary>Who can change a file, as far as owner, group and mode tell.</summary>
[UnsupportedOSPlatform("windows")]
static class FileWriters
{
    // statx(2): the layout is the same on every architecture, which that of stat(2) is not.
    const int CurrentDirectory = -100;
    const uint BasicFields = 0x7FF;
    const int UserOffset = 20, GroupOffset = 24, BufferSize = 256;

    /// <summary>
    /// Says who else can write there, or null when nobody can. A folder that the user named with <c>--plugin-dir</c> may be of
    /// anybody, since naming it is the user's word; it must only not be open to everybody.
    /// </summary>
    public static string? Describe(string path, PluginOrigin origin)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        // A sticky folder such as /tmp lets everybody add names but nobody replace those of others.
        bool isSticky = (mode & UnixFileMode.StickyBit) != 0;
        if ((mode & UnixFileMode.OtherWrite) != 0 && !isSticky) return "can be written by everybody";
        if (origin != PluginOrigin.User || !OperatingSystem.IsLinux() || ReadOwners(path) is not { } owners) return null;
        uint self = GetEffectiveUser();
        if (owners.User != 0 && owners.User != self) return "belongs to another user";
        bool isForeignGroup = owners.Group != 0 && owners.Group != GetEffectiveGroup();
        // With a umask of 002 each user has a group of their own, so writable by that group means nobody else.
        return (mode & UnixFileMode.GroupWrite) != 0 && isForeignGroup && !isSticky ? "can be written by its group" : null;
    }

    static (uint User, uint Group)? ReadOwners(string path)
    {
        byte[] buffer = new byte[BufferSize];
        if (StatX(CurrentDirectory, path, 0, BasicFields, buffer) != 0) return null;
        return (ReadNative(buffer, UserOffset), ReadNative(buffer, GroupOffset));
    }

    static uint ReadNative(byte[] buffer, int offset) => BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(offset))
        : BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(offset));

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int StatX(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] buffer);

    [DllImport("libc", EntryPoint = "geteuid")]
    static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "getegid")]
    static extern uint GetEffectiveGroup();
}
