using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>Reads the blocks of a pcapng file that are not packets. Whatever does not fit in its block is left out.</summary>
sealed class PcapngMetadataBlocks(CaptureMetadata metadata)
{
    const ushort InterfaceName = 2;
    const ushort InterfaceResolution = 9;
    const ushort InterfaceTimeOffset = 14;
    const ushort StatisticsReceived = 4;
    const ushort StatisticsInterfaceDrops = 5;
    const ushort StatisticsSystemDrops = 7;
    const ushort NameRecordEnd = 0;
    const ushort NameRecordIPv4 = 1;
    const ushort NameRecordIPv6 = 2;
    const int MaxNameLength = 255;

    /// <summary>Adds the described interface. False when there are too many.</summary>
    internal bool TryReadInterface(ReadOnlySpan<byte> body, bool bigEndian)
    {
        string name = "";
        byte resolution = 6;
        long offset = 0;
        var options = new PcapngOptions(body[8..], bigEndian);
        while (options.MoveNext())
        {
            switch (options.Code)
            {
                case InterfaceName:
                    name = Text(options.Value);
                    break;
                case InterfaceResolution when options.Value.Length >= 1:
                    resolution = options.Value[0];
                    break;
                case InterfaceTimeOffset when options.UInt64() is ulong seconds:
                    offset = (long)seconds;
                    break;
            }
        }

        return metadata.TryAdd(new CaptureFileInterface
        {
            Index = metadata.InterfaceCount,
            Name = name,
            LinkType = (LinkType)UInt16(body, bigEndian),
            SnapLength = UInt32(body[4..], bigEndian),
            Resolution = (resolution, offset) switch
            {
                (6, 0) => TimestampResolution.Microseconds,
                (9, 0) => TimestampResolution.Nanoseconds,
                _ => new TimestampResolution(resolution, offset),
            },
        });
    }

    internal static void ReadStatistics(ReadOnlySpan<byte> body, bool bigEndian, CaptureFileInterface source)
    {
        ulong received = 0, interfaceDrops = 0, systemDrops = 0;
        var options = new PcapngOptions(body[12..], bigEndian);
        while (options.MoveNext())
        {
            if (options.UInt64() is not ulong value) continue;
            if (options.Code == StatisticsReceived) received = value;
            else if (options.Code == StatisticsInterfaceDrops) interfaceDrops = value;
            else if (options.Code == StatisticsSystemDrops) systemDrops = value;
        }

        source.Statistics = new CaptureStatistics(Count(received), Count(systemDrops), Count(interfaceDrops));
    }

    internal void ReadNames(ReadOnlySpan<byte> body, bool bigEndian)
    {
        while (body.Length >= 4)
        {
            ushort type = UInt16(body, bigEndian);
            int length = UInt16(body[2..], bigEndian);
            if (type == NameRecordEnd || length > body.Length - 4) return;
            ReadOnlySpan<byte> value = body.Slice(4, length);
            if (type == NameRecordIPv4) AddNames(value, 4);
            else if (type == NameRecordIPv6) AddNames(value, 16);
            body = body[Math.Min(body.Length, 4 + (length + 3 & ~3))..];
        }
    }

    internal void ReadSecrets(ReadOnlySpan<byte> body, bool bigEndian)
    {
        if (body.Length < 8) return;
        uint length = UInt32(body[4..], bigEndian);
        // A length beyond the block is a lie, but what is in the block may still hold whole lines of keys.
        metadata.AddSecrets(UInt32(body, bigEndian), body.Slice(8, (int)Math.Min(length, (uint)(body.Length - 8))));
    }

    // One address, then one or more names, each ended by a zero.
    void AddNames(ReadOnlySpan<byte> value, int addressLength)
    {
        if (value.Length <= addressLength) return;
        NetAddress address = NetAddress.FromBytes(value[..addressLength]);
        ReadOnlySpan<byte> names = value[addressLength..];
        while (!names.IsEmpty)
        {
            int end = names.IndexOf((byte)0);
            ReadOnlySpan<byte> name = end < 0 ? names : names[..end];
            if (!name.IsEmpty) metadata.AddName(new CaptureFileName(address, Text(name)));
            names = end < 0 ? [] : names[(end + 1)..];
        }
    }

    static string Text(ReadOnlySpan<byte> utf8)
    {
        int end = utf8.IndexOf((byte)0);
        if (end >= 0) utf8 = utf8[..end];
        return Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxNameLength)]);
    }

    static long Count(ulong value) => (long)Math.Min(value, long.MaxValue);

    static ushort UInt16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    static uint UInt32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
