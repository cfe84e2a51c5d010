using System.Runtime.InteropServices;

namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>struct packet_mreq.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Membership
{
    internal int InterfaceIndex;
    internal ushort Type;
    internal ushort AddressLength;
    internal ulong Address;
}
