namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>
/// Classic BPF programs for the socket (linux/filter.h): each instruction is code, jump if true, jump if false, operand, packed as
/// struct sock_filter.
/// </summary>
public static class SocketFilter
{
    const ushort LoadHalfAbsolute = 0x28;
    const ushort LoadWordAbsolute = 0x20;
    const ushort JumpIfEqual = 0x15;
    const ushort Return = 0x06;

    // Ancillary loads: SKF_AD_OFF plus the field.
    const uint AncillaryPacketType = unchecked((uint)-0x1000 + 4);
    const uint AncillaryHardwareType = unchecked((uint)-0x1000 + 28);
    const uint HardwareLoopback = 772;
    const uint PacketOutgoing = 4;

    /// <summary>Takes nothing: for the time between bind(2) and joining a fanout group, in which packets would come twice.</summary>
    public static ulong[] RejectAll() => [Instruction(Return, 0, 0, 0)];

    /// <summary>
    /// Takes the first <paramref name="snapLength"/> bytes of each packet, and of the loopback interface only the incoming copy:
    /// every packet there passes the socket twice, as outgoing and as incoming.
    /// </summary>
    public static ulong[] Accept(int snapLength) =>
    [
        Instruction(LoadHalfAbsolute, 0, 0, AncillaryHardwareType),
        Instruction(JumpIfEqual, 0, 2, HardwareLoopback),
        Instruction(LoadWordAbsolute, 0, 0, AncillaryPacketType),
        Instruction(JumpIfEqual, 1, 0, PacketOutgoing),
        Instruction(Return, 0, 0, (uint)snapLength),
        Instruction(Return, 0, 0, 0),
    ];

    static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, uint operand) => BitConverter.IsLittleEndian
        ? code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)operand << 32)
        : ((ulong)code << 48) | ((ulong)ifTrue << 40) | ((ulong)ifFalse << 32) | operand;
}
