using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>Writes captures as pcap or pcapng files, in every byte order and resolution that readers must cope with.</summary>
public static class CaptureFileWriter
{
    /// <summary>Writes a pcap file.</summary>
    /// <param name="output">Takes the bytes; stays open.</param>
    /// <param name="capture">The packets; all of one link type.</param>
    /// <param name="isNanosecond">Nanoseconds, or microseconds.</param>
    /// <param name="isBigEndian">The byte order of the headers.</param>
    /// <exception cref="ArgumentException">The packets have several link types, which pcap can't say.</exception>
    public static void WritePcap(Stream output, CaptureSample capture, bool isNanosecond = true, bool isBigEndian = false)
    {
        LinkType[] linkTypes = [.. capture.Packets.Select(packet => packet.LinkType).Distinct()];
        if (linkTypes.Length > 1) throw new ArgumentException($"A pcap file has one link type, not {linkTypes.Length}: write pcapng.", nameof(capture));
        var fields = new FieldWriter(output, isBigEndian);
        fields.UInt32(isNanosecond ? 0xA1B2_3C4D : 0xA1B2_C3D4);
        fields.UInt16(2);
        fields.UInt16(4);
        fields.UInt32(0);
        fields.UInt32(0);
        fields.UInt32(262_144);
        fields.UInt32(linkTypes.Length == 0 ? (uint)LinkType.Ethernet : (uint)linkTypes[0]);
        foreach (SamplePacket packet in capture.Packets)
        {
            (long seconds, long rest) = long.DivRem(packet.Time.Nanoseconds, Timestamp.NanosecondsPerSecond);
            fields.UInt32((uint)seconds);
            fields.UInt32((uint)(isNanosecond ? rest : rest / 1000));
            fields.UInt32((uint)packet.Bytes.Length);
            fields.UInt32((uint)packet.WireLength);
            output.Write(packet.Bytes.Span);
        }
    }

    /// <summary>Writes a pcapng file (draft-ietf-opsawg-pcapng) of one section, with an interface for each link type and enhanced packet blocks.</summary>
    /// <param name="output">Takes the bytes; stays open.</param>
    /// <param name="capture">The packets.</param>
    /// <param name="timestampExponent">Resolution of the timestamps as a power of ten: 9 for nanoseconds, 6 for microseconds.</param>
    /// <param name="isBigEndian">The byte order of the blocks.</param>
    public static void WritePcapNg(Stream output, CaptureSample capture, int timestampExponent = 9, bool isBigEndian = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timestampExponent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timestampExponent, 9);
        WriteBlock(output, 0x0A0D_0D0A, isBigEndian, block =>
        {
            block.UInt32(0x1A2B_3C4D);
            block.UInt16(1);
            block.UInt16(0);
            block.UInt32(uint.MaxValue);
            block.UInt32(uint.MaxValue);
        });
        List<LinkType> interfaces = [.. capture.Packets.Select(packet => packet.LinkType).Distinct()];
        foreach (LinkType linkType in interfaces) WriteInterface(output, linkType, timestampExponent, isBigEndian);
        long unit = (long)Math.Pow(10, 9 - timestampExponent);
        foreach (SamplePacket packet in capture.Packets)
            WritePacket(output, packet, interfaces.IndexOf(packet.LinkType), packet.Time.Nanoseconds / unit, isBigEndian);
    }

    static void WriteInterface(Stream output, LinkType linkType, int timestampExponent, bool isBigEndian) =>
        WriteBlock(output, 1, isBigEndian, block =>
        {
            block.UInt16((ushort)linkType);
            block.UInt16(0);
            block.UInt32(262_144);
            // if_tsresol, then the end of the options.
            block.UInt16(9);
            block.UInt16(1);
            block.Bytes([(byte)timestampExponent]);
            block.UInt16(0);
            block.UInt16(0);
        });

    static void WritePacket(Stream output, SamplePacket packet, int interfaceIndex, long time, bool isBigEndian) =>
        WriteBlock(output, 6, isBigEndian, block =>
        {
            block.UInt32((uint)interfaceIndex);
            block.UInt32((uint)(time >> 32));
            block.UInt32((uint)time);
            block.UInt32((uint)packet.Bytes.Length);
            block.UInt32((uint)packet.WireLength);
            block.Bytes(packet.Bytes.Span);
        });

    static void WriteBlock(Stream output, uint type, bool isBigEndian, Action<FieldWriter> writeBody)
    {
        using var body = new MemoryStream();
        writeBody(new FieldWriter(body, isBigEndian));
        var fields = new FieldWriter(output, isBigEndian);
        uint length = (uint)body.Length + 12;
        fields.UInt32(type);
        fields.UInt32(length);
        fields.Bytes(body.GetBuffer().AsSpan(0, (int)body.Length));
        fields.UInt32(length);
    }

    readonly struct FieldWriter(Stream output, bool isBigEndian)
    {
        internal void UInt16(ushort value)
        {
            Span<byte> bytes = stackalloc byte[2];
            if (isBigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
            else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            output.Write(bytes);
        }

        internal void UInt32(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            output.Write(bytes);
        }

        /// <summary>Bytes padded to a multiple of four, as all fields of pcapng are.</summary>
        internal void Bytes(ReadOnlySpan<byte> bytes)
        {
            output.Write(bytes);
            for (int i = bytes.Length; i % 4 != 0; i++) output.WriteByte(0);
        }
    }
}
