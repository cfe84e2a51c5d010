using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>The file header of a pcap file and what it says of the records behind it.</summary>
/// <param name="IsSwapped">Whether fields are in the other byte order than this machine's.</param>
/// <param name="IsNanosecond">Whether the fraction of a timestamp counts nanoseconds instead of microseconds.</param>
/// <param name="RecordHeaderLength">16; 24 in the variant that also names the interface and the packet type.</param>
/// <param name="MaySwapLengths">Whether the writer may have put the two lengths of a record in the wrong order.</param>
/// <param name="SnapLength">How long a packet could at most be captured, as the file claims it.</param>
/// <param name="LinkType">The type of the link-layer headers.</param>
sealed record PcapHeader(
    bool IsSwapped, bool IsNanosecond, int RecordHeaderLength, bool MaySwapLengths, uint SnapLength, LinkType LinkType)
{
    internal const int Length = 24;

    const uint Microseconds = 0xA1B2C3D4;
    const uint Nanoseconds = 0xA1B23C4D;
    // A patched libpcap of the nineties, and a later tool for which it was natural to mark nanoseconds the other way round.
    const uint Extended = 0xA1B2CD34;
    const uint NanosecondsOther = 0xA12B3C4D;

    /// <summary>Whether a file that begins with these four bytes is a pcap file.</summary>
    internal static bool IsMagic(ReadOnlySpan<byte> bytes) => TryReadMagic(bytes, out _, out _);

    /// <summary>Reads the header out of its <see cref="Length"/> bytes. False when they are no pcap file header.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out PcapHeader? header)
    {
        header = null;
        if (bytes.Length < Length || !TryReadMagic(bytes, out uint magic, out bool littleEndian)) return false;
        ushort major = UInt16(bytes[4..], littleEndian), minor = UInt16(bytes[6..], littleEndian);
        // The upper half of the last field tells the length of a frame check sequence: behind the packet, never payload.
        ushort link = (ushort)UInt32(bytes[20..], littleEndian);
        header = new PcapHeader(
            littleEndian != BitConverter.IsLittleEndian,
            magic is Nanoseconds or NanosecondsOther,
            magic == Extended ? 24 : 16,
            major == 2 && minor <= 3 || major == 543,
            UInt32(bytes[16..], littleEndian),
            (LinkType)link);
        return true;
    }

    static bool TryReadMagic(ReadOnlySpan<byte> bytes, out uint magic, out bool littleEndian)
    {
        magic = 0;
        littleEndian = true;
        if (bytes.Length < 4) return false;
        magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (IsKnown(magic)) return true;
        littleEndian = false;
        magic = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return IsKnown(magic);
    }

    static bool IsKnown(uint magic) => magic is Microseconds or Nanoseconds or Extended or NanosecondsOther;

    static ushort UInt16(ReadOnlySpan<byte> bytes, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    static uint UInt32(ReadOnlySpan<byte> bytes, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
