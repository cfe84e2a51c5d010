using System.Runtime.InteropServices;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.AfPacket.Ring;

/// <summary>One frame in a block: struct tpacket3_hdr, then struct sockaddr_ll, then room, then the captured bytes.</summary>
public readonly ref struct RingFrame
{
    /// <summary>Bytes of both structures: what every frame has at least.</summary>
    public const int HeaderLength = 68;

    const int AddressOffset = 48;
    const uint StatusVlanValid = 1 << 4;
    const uint StatusVlanTpidValid = 1 << 6;

    readonly Span<byte> _bytes;

    /// <summary>Wraps the bytes from the frame's header to the end of its block; at least <see cref="HeaderLength"/> of them.</summary>
    public RingFrame(Span<byte> bytes) => _bytes = bytes;

    /// <summary>Distance to the next frame of the block, 0 for the last.</summary>
    public uint NextOffset => Read<uint>(0);

    /// <summary>When the packet was captured.</summary>
    public Timestamp Time => new((Read<uint>(4) * Timestamp.NanosecondsPerSecond) + Read<uint>(8));

    /// <summary>Captured bytes.</summary>
    public uint CapturedLength => Read<uint>(12);

    /// <summary>Bytes on the wire, without what the card took out.</summary>
    public uint WireLength => Read<uint>(16);

    /// <summary>Where the captured bytes begin: at the link layer, or at the network layer of a SOCK_DGRAM socket.</summary>
    public int DataOffset => Read<ushort>(24);

    /// <summary>The struct sockaddr_ll of the packet.</summary>
    public ReadOnlySpan<byte> Address => _bytes.Slice(AddressOffset, CookedHeader.AddressLength);

    /// <summary>Whether a VLAN tag was taken out of the frame.</summary>
    public bool HasVlanTag => (Read<uint>(20) & StatusVlanValid) != 0;

    /// <summary>TPID of that tag.</summary>
    public ushort VlanTpid => VlanTag.TpidOrDefault(Read<ushort>(36), (Read<uint>(20) & StatusVlanTpidValid) != 0);

    /// <summary>TCI of that tag.</summary>
    public ushort VlanTci => (ushort)Read<uint>(32);

    /// <summary>Whether the captured bytes lie inside the block, with <paramref name="room"/> bytes free between header and them.</summary>
    public bool HasData(int room) =>
        DataOffset >= HeaderLength + room && DataOffset <= _bytes.Length && CapturedLength <= (uint)(_bytes.Length - DataOffset);

    /// <summary>The captured bytes with <paramref name="room"/> bytes in front. Only after <see cref="HasData"/> with that room.</summary>
    public Span<byte> Data(int room) => _bytes.Slice(DataOffset - room, (int)CapturedLength + room);

    T Read<T>(int offset) where T : unmanaged => MemoryMarshal.Read<T>(_bytes[offset..]);
}
