using System.Buffers.Binary;

namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>
/// The LINKTYPE_LINUX_SLL2 header, 20 bytes: protocol, reserved, interface index, hardware type, packet type, address length,
/// address; all in network byte order (tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html).
/// </summary>
public static class CookedHeader
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 20;

    /// <summary>Length of struct sockaddr_ll, from which it is made.</summary>
    public const int AddressLength = 20;

    /// <summary>Writes the header of a packet.</summary>
    /// <param name="header">Takes <see cref="Length"/> bytes.</param>
    /// <param name="address">The packet's struct sockaddr_ll: host byte order except for the protocol.</param>
    /// <param name="protocol">The protocol to name; the address's own unless a VLAN tag precedes it.</param>
    public static void Write(Span<byte> header, ReadOnlySpan<byte> address, ushort protocol)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header, protocol);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], 0);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Native(address[4..], 4));
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], (ushort)Native(address[8..], 2));
        header[10] = address[10];
        header[11] = address[11];
        address.Slice(12, 8).CopyTo(header[12..]);
    }

    /// <summary>The protocol that a struct sockaddr_ll names.</summary>
    public static ushort Protocol(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[2..]);

    static int Native(ReadOnlySpan<byte> bytes, int width) => BitConverter.IsLittleEndian
        ? width == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes)
        : width == 2 ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes);
}
