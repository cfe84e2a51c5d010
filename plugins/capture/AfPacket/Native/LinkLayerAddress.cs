using System.Runtime.InteropServices;

namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>struct sockaddr_ll; the protocol is in network byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkLayerAddress
{
    internal ushort Family;
    internal ushort Protocol;
    internal int InterfaceIndex;
    internal ushort HardwareType;
    internal byte PacketType;
    internal byte AddressLength;
    internal ulong Address;
}
