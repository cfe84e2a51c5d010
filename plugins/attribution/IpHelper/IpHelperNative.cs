using System.Runtime.InteropServices;

namespace NetWatch.Plugins.IpHelper;

/// <summary>The calls of iphlpapi.dll.</summary>
internal static unsafe partial class IpHelperNative
{
    const int TcpOwnerPidAll = 5, UdpOwnerPid = 1;
    const uint IPv4 = 2, IPv6 = 23, InsufficientBuffer = 122;

    [LibraryImport("iphlpapi.dll", EntryPoint = "GetExtendedTcpTable")]
    private static partial uint ReadTcp(byte* table, ref uint bytes, int sorted, uint family, int tableClass, uint reserved);

    [LibraryImport("iphlpapi.dll", EntryPoint = "GetExtendedUdpTable")]
    private static partial uint ReadUdp(byte* table, ref uint bytes, int sorted, uint family, int tableClass, uint reserved);

    /// <summary>Reads a table into a buffer that grows with it. An empty one when it can't be read.</summary>
    internal static ReadOnlySpan<byte> Read(TableKind kind, ref byte[] buffer)
    {
        uint family = kind is TableKind.Tcp4 or TableKind.Udp4 ? IPv4 : IPv6;
        // The table may grow between asking for its size and reading it.
        for (int attempt = 0; attempt < 5; attempt++)
        {
            uint bytes = (uint)buffer.Length, result;
            fixed (byte* table = buffer)
            {
                result = kind is TableKind.Tcp4 or TableKind.Tcp6
                    ? ReadTcp(table, ref bytes, 0, family, TcpOwnerPidAll, 0)
                    : ReadUdp(table, ref bytes, 0, family, UdpOwnerPid, 0);
            }

            if (result == 0) return buffer.AsSpan(0, (int)Math.Min(bytes, (uint)buffer.Length));
            if (result != InsufficientBuffer || bytes > 64 << 20) return default;
            buffer = new byte[bytes + bytes / 4];
        }

        return default;
    }
}
