using System.Buffers.Binary;

namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>
/// Puts back the outer 802.1Q tag that the kernel or the card took out of a frame. It is done in place: the ring leaves room in
/// front of each frame, so only what stands before the tag moves, four bytes to the front.
/// </summary>
public static class VlanTag
{
    /// <summary>Length of a tag: TPID and TCI.</summary>
    public const int Length = 4;

    const int AddressesLength = 12;
    const ushort DefaultTpid = 0x8100;

    /// <summary>The TPID to write: the one that the kernel gives, or 802.1Q's where it gives none.</summary>
    public static ushort TpidOrDefault(ushort tpid, bool isValid) => isValid && tpid != 0 ? tpid : DefaultTpid;

    /// <summary>
    /// Inserts the tag behind the two addresses of an Ethernet frame. False, and nothing changed, when the frame is shorter than those.
    /// </summary>
    /// <param name="roomAndFrame">Four free bytes, then the frame; afterwards the tagged frame.</param>
    /// <param name="tpid">Tag protocol identifier.</param>
    /// <param name="tci">Priority, DEI and VLAN id.</param>
    public static bool Insert(Span<byte> roomAndFrame, ushort tpid, ushort tci)
    {
        if (roomAndFrame.Length < Length + AddressesLength) return false;
        roomAndFrame.Slice(Length, AddressesLength).CopyTo(roomAndFrame);
        BinaryPrimitives.WriteUInt16BigEndian(roomAndFrame[AddressesLength..], tpid);
        BinaryPrimitives.WriteUInt16BigEndian(roomAndFrame[(AddressesLength + 2)..], tci);
        return true;
    }
}
