using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>
/// Walks one block of a TPACKET_V3 ring (struct tpacket_block_desc). The kernel writes it and is trusted, but nothing is read or
/// written outside the block whatever the block says, and no walk is longer than the block.
/// </summary>
public static class RingBlock
{
    /// <summary>Bytes of the block's own header.</summary>
    public const int HeaderLength = 48;

    /// <summary>Where the word stands that says who owns the block.</summary>
    public const int StatusOffset = 8;

    /// <summary>Where the number of its frames stands, which grows while the kernel fills it.</summary>
    public const int CountOffset = 12;

    /// <summary>The bit of that word that gives the block to the reader.</summary>
    public const uint OwnedByReader = 1;

    /// <summary>Free bytes that a ring must leave before each frame: a cooked header and a VLAN tag.</summary>
    public const int Headroom = CookedHeader.Length + VlanTag.Length;

    const int FirstFrameOffset = 16;

    /// <summary>Hands every frame of the block to the sink, in order.</summary>
    /// <param name="block">The block. VLAN tags and cooked headers are written into the room before the frames.</param>
    /// <param name="format">How frames are handed over.</param>
    /// <param name="sink">Takes them.</param>
    /// <param name="unreadable">Grows by the frames that the block announces and that do not lie in it.</param>
    /// <returns>How many were handed over.</returns>
    public static int Deliver(Span<byte> block, in FrameFormat format, IPacketSink sink, ref long unreadable)
    {
        if (block.Length < HeaderLength) return 0;
        uint announced = MemoryMarshal.Read<uint>(block[CountOffset..]);
        ulong offset = MemoryMarshal.Read<uint>(block[FirstFrameOffset..]);
        int delivered = 0;
        for (uint i = 0; i < announced; i++)
        {
            if (offset < HeaderLength || offset + RingFrame.HeaderLength > (ulong)block.Length)
            {
                unreadable += announced - i;
                break;
            }
            var frame = new RingFrame(block[(int)offset..]);
            uint next = frame.NextOffset;
            if (Deliver(frame, format, sink)) delivered++;
            else unreadable++;
            if (next == 0 && i + 1 < announced || next is > 0 and < RingFrame.HeaderLength)
            {
                // A frame can't be shorter than its header: going on would read the same bytes again and again.
                unreadable += announced - i - 1;
                break;
            }
            offset += next;
        }
        return delivered;
    }

    static bool Deliver(RingFrame frame, in FrameFormat format, IPacketSink sink)
    {
        int room = format.Shape switch
        {
            FrameShape.Cooked => frame.HasVlanTag ? CookedHeader.Length + VlanTag.Length : CookedHeader.Length,
            FrameShape.Frame when frame.HasVlanTag => VlanTag.Length,
            _ => 0,
        };
        if (!frame.HasData(room)) return false;
        Span<byte> bytes = frame.Data(room);
        if (format.Shape == FrameShape.Cooked)
        {
            WriteCookedHeader(bytes, frame);
        }
        else if (room > 0 && !VlanTag.Insert(bytes, frame.VlanTpid, frame.VlanTci))
        {
            bytes = bytes[room..];
            room = 0;
        }
        long wireLength = Math.Min(frame.WireLength + (long)room, int.MaxValue);
        if (bytes.Length > format.SnapLength) bytes = bytes[..format.SnapLength];
        sink.OnPacket(new CapturedPacket(bytes, frame.Time, Math.Max((int)wireLength, bytes.Length), format.LinkType));
        return true;
    }

    // With a tag the header names the TPID, and TCI and the inner protocol follow it, as they would on the wire.
    static void WriteCookedHeader(Span<byte> bytes, RingFrame frame)
    {
        ushort protocol = CookedHeader.Protocol(frame.Address);
        if (!frame.HasVlanTag)
        {
            CookedHeader.Write(bytes, frame.Address, protocol);
            return;
        }
        CookedHeader.Write(bytes, frame.Address, frame.VlanTpid);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[CookedHeader.Length..], frame.VlanTci);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[(CookedHeader.Length + 2)..], protocol);
    }
}
