using System.Runtime.InteropServices;

namespace NetWatch.Plugins.SockDiag.Netlink;

/// <summary>A request for a dump: struct nlmsghdr and struct inet_diag_req_v2.</summary>
internal static class DiagRequest
{
    internal const int Bytes = 16 + 56;

    const ushort RequestDump = 0x301;
    const byte ExtensionInfo = 1 << 1;

    // All states but TIME_WAIT, which belongs to no process any longer and fills the table in a storm, and NEW_SYN_RECV.
    const uint States = 0xfff & ~(1u << 6);

    internal static void Write(Span<byte> request, byte family, byte protocol)
    {
        request.Clear();
        MemoryMarshal.Write(request, Bytes);
        MemoryMarshal.Write(request[4..], (ushort)NetlinkMessage.SocketByFamily);
        MemoryMarshal.Write(request[6..], RequestDump);
        MemoryMarshal.Write(request[8..], 1);
        request[16] = family;
        request[17] = protocol;
        request[18] = ExtensionInfo;
        MemoryMarshal.Write(request[20..], States);
    }
}
