namespace NetWatch.Plugins.AfPacket.Native;

/// <summary>Numbers of the kernel's interface: packet(7), socket(7), netdevice(7), linux/if_packet.h.</summary>
internal static class PacketConstants
{
    internal const int AddressFamilyUnix = 1;
    internal const int AddressFamilyPacket = 17;
    internal const int SocketDatagram = 2;
    internal const int SocketRaw = 3;
    internal const int SocketCloseOnExec = 0x80000;

    internal const int LevelSocket = 1;
    internal const int OptionError = 4;
    internal const int OptionAttachFilter = 26;

    internal const int LevelPacket = 263;
    internal const int OptionAddMembership = 1;
    internal const int OptionReceiveRing = 5;
    internal const int OptionStatistics = 6;
    internal const int OptionVersion = 10;
    internal const int OptionReserve = 12;
    internal const int OptionFanout = 18;

    internal const int RingVersion3 = 2;
    internal const ushort MembershipPromiscuous = 1;
    internal const int FanoutHash = 0;
    internal const int FanoutDefragment = 0x8000;

    /// <summary>ETH_P_ALL, every protocol.</summary>
    internal const ushort EveryProtocol = 0x0003;

    internal const nuint QueryInterfaceHardwareAddress = 0x8927;
    internal const nuint QueryInterfaceIndex = 0x8933;

    internal const int ProtectionReadWrite = 3;
    internal const int MapShared = 1;

    internal const short PollIn = 1;
    internal const short PollError = 8;
    internal const short PollHangUp = 16;

    internal const int NotPermitted = 1;
    internal const int Interrupted = 4;
    internal const int OutOfMemory = 12;
    internal const int AccessDenied = 13;
    internal const int NoSuchDevice = 19;
    internal const int InvalidArgument = 22;
    internal const int FamilyNotSupported = 97;
}
