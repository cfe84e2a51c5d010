using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Plugins.AfPacket.Ring;

namespace NetWatch.Plugins.AfPacket.Tests.Ring;

/// <summary>Memory laid out as the kernel lays out a block of a ring.</summary>
internal sealed class SyntheticBlock
{
    const int FrameStride = 512;
    const int DataOffset = 128;

    int _count;

    internal SyntheticBlock(int length = 8192)
    {
        Bytes = new byte[length];
        Write(16, (uint)RingBlock.HeaderLength);
    }

    internal byte[] Bytes { get; }

    /// <summary>Where the header of a frame begins.</summary>
    internal static int FrameAt(int index) => RingBlock.HeaderLength + (index * FrameStride);

    internal SyntheticBlock Add(byte[] data, uint seconds = 1, uint nanoseconds = 2, int? wireLength = null, ushort? vlanTci = null,
        ushort? vlanTpid = null, ushort protocol = 0x0800, int interfaceIndex = 3)
    {
        int at = FrameAt(_count++);
        Write(12, (uint)_count);
        Write(at, FrameStride);
        Write(at + 4, seconds);
        Write(at + 8, nanoseconds);
        Write(at + 12, (uint)data.Length);
        Write(at + 16, (uint)(wireLength ?? data.Length));
        Write(at + 20, 1u | (vlanTci is null ? 0 : 1u << 4) | (vlanTpid is null ? 0 : 1u << 6));
        Write(at + 24, DataOffset | (DataOffset << 16));
        Write(at + 32, vlanTci ?? 0u);
        Write(at + 36, vlanTpid ?? 0u);
        Write(at + 48, 17u);
        BinaryPrimitives.WriteUInt16BigEndian(Bytes.AsSpan(at + 50), protocol);
        Write(at + 52, (uint)interfaceIndex);
        Write(at + 56, 1u | (4u << 16) | (6u << 24));
        Convert.FromHexString("0A0B0C0D0E0F0000").CopyTo(Bytes, at + 60);
        data.CopyTo(Bytes, at + DataOffset);
        return this;
    }

    internal void Write(int offset, uint value) => MemoryMarshal.Write(Bytes.AsSpan(offset), value);
}
