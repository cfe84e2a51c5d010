using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>The blocks of a pcapng file (draft-ietf-opsawg-pcapng).</summary>
sealed class PcapngRecords(RecordBuffer input, string name, CaptureMetadata metadata) : CaptureRecords(input, name)
{
    const uint SectionHeader = 0x0A0D0D0A;
    const uint InterfaceDescription = 1;
    const uint ObsoletePacket = 2;
    const uint SimplePacket = 3;
    const uint NameResolution = 4;
    const uint InterfaceStatistics = 5;
    const uint EnhancedPacket = 6;
    const uint DecryptionSecrets = 10;

    const uint ByteOrderMagic = 0x1A2B3C4D;
    // A packet of the largest size with as much again of options. Blocks that are only passed over may be longer.
    const uint MaxBlockLength = 2 * MaxPacketLength;

    readonly PcapngMetadataBlocks _blocks = new(metadata);
    readonly CaptureMetadata _metadata = metadata;
    int _sectionStart;
    bool _bigEndian;
    bool _isSwapped;
    Timestamp _lastTime;

    /// <summary>Whether the section that is being read has the most significant byte first.</summary>
    internal bool IsBigEndian => _bigEndian;

    /// <summary>Whether a file that begins with these bytes is a pcapng file. The type of a section header reads the same both ways.</summary>
    internal static bool IsMagic(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(bytes) == SectionHeader;

    internal override bool TryRead(out CapturedPacket packet)
    {
        while (TryReadHeader(out uint type, out uint length))
        {
            bool isPacket = type is EnhancedPacket or SimplePacket or ObsoletePacket;
            bool isWanted = isPacket
                || type is SectionHeader or InterfaceDescription or NameResolution or InterfaceStatistics or DecryptionSecrets;
            if (!isWanted || length > MaxBlockLength)
            {
                if (isPacket) return Fail($"a packet block claims {length} bytes, more than any packet needs,", out packet);
                if (isWanted) _metadata.CountLeftOut();
                if (!TrySkipBlock(length)) break;
                continue;
            }

            if (!TryLoadBlock(length)) break;
            ReadOnlySpan<byte> body = Input.Unused.Slice(8, (int)length - 12);
            if (isPacket)
            {
                if (!TryReadPacket(type, body, out packet)) return false;
                Input.Position += (int)length;
                return true;
            }

            if (!TryReadMetadata(type, body)) break;
            Input.Position += (int)length;
        }

        packet = default;
        return false;
    }

    bool TryReadHeader(out uint type, out uint length)
    {
        (type, length) = (0, 0);
        if (!Input.Ensure(8))
        {
            return Input.Available != 0 && Fail($"the file is cut short within a block header ({Input.Available} of 8 bytes are there)");
        }

        type = UInt32(Input.Unused);
        if (type == SectionHeader && !TryReadByteOrder()) return false;
        length = UInt32(Input.Unused[4..]);
        if (length < 12 || length > uint.MaxValue - 3) return Fail($"a block claims the impossible length {length}");
        // The length should be a multiple of four; some writers forgot the padding in it but wrote it.
        length = length + 3 & ~3u;
        return true;
    }

    // Each section may be written in another byte order; the type of its header reads the same in both.
    bool TryReadByteOrder()
    {
        if (!Input.Ensure(28)) return Fail($"the file is cut short within a section header ({Input.Available} of 28 bytes are there)");
        ReadOnlySpan<byte> header = Input.Unused;
        _bigEndian = BinaryPrimitives.ReadUInt32BigEndian(header[8..]) == ByteOrderMagic;
        if (!_bigEndian && BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != ByteOrderMagic)
        {
            return Fail("a section header has no valid byte-order mark");
        }

        _isSwapped = _bigEndian == BitConverter.IsLittleEndian;
        ushort major = UInt16(header[12..]);
        if (major != 1) return Fail($"a section is written in pcapng version {major}, and only version 1 is known,");
        _sectionStart = _metadata.InterfaceCount;
        return true;
    }

    bool TryLoadBlock(uint length)
    {
        if (!Input.Ensure((int)length))
        {
            return Fail($"the file is cut short within a block ({Input.Available} of {length} bytes are there)");
        }

        uint trailer = UInt32(Input.Unused[((int)length - 4)..]);
        return trailer + 3 >> 2 == length >> 2 || Fail($"a block begins with the length {length} and ends with {trailer}");
    }

    bool TrySkipBlock(uint length)
    {
        long start = Input.Offset;
        return Input.Skip(length) || Fail($"the file is cut short within a block of {length} bytes that begins at byte {start},");
    }

    bool TryReadPacket(uint type, ReadOnlySpan<byte> body, out CapturedPacket packet) => type switch
    {
        SimplePacket => TryReadSimple(body, out packet),
        EnhancedPacket when body.Length >= 20 => TryReadStamped(body, (int)Math.Min(UInt32(body), int.MaxValue), out packet),
        ObsoletePacket when body.Length >= 20 => TryReadStamped(body, UInt16(body), out packet),
        _ => Fail("a packet block is too short for its header", out packet),
    };

    bool TryReadStamped(ReadOnlySpan<byte> body, int interfaceId, out CapturedPacket packet)
    {
        if (!TryFindInterface(interfaceId, out CaptureFileInterface? source)) return FailInterface(interfaceId, out packet);
        uint captured = UInt32(body[12..]), wire = UInt32(body[16..]);
        if (captured > MaxPacketLength || captured > (uint)(body.Length - 20))
        {
            return Fail($"a packet claims {captured} captured bytes and its block holds {body.Length - 20},", out packet);
        }

        _lastTime = source!.Resolution.ToTimestamp((ulong)UInt32(body[4..]) << 32 | UInt32(body[8..]));
        packet = Packet(body.Slice(20, (int)captured), wire, source);
        return true;
    }

    // A simple packet has no time. The one of the packet before it is the nearest that is known.
    bool TryReadSimple(ReadOnlySpan<byte> body, out CapturedPacket packet)
    {
        if (body.Length < 4) return Fail("a packet block is too short for its header", out packet);
        if (!TryFindInterface(0, out CaptureFileInterface? source)) return FailInterface(0, out packet);
        uint wire = UInt32(body);
        uint snapLength = source!.SnapLength == 0 ? uint.MaxValue : source.SnapLength;
        uint captured = Math.Min(Math.Min(wire, snapLength), (uint)(body.Length - 4));
        if (captured > MaxPacketLength) return Fail($"a packet claims {captured} captured bytes, more than any capture holds,", out packet);
        packet = Packet(body.Slice(4, (int)captured), wire, source);
        return true;
    }

    CapturedPacket Packet(ReadOnlySpan<byte> bytes, uint wire, CaptureFileInterface source) =>
        new(bytes, _lastTime, (int)Math.Min(Math.Max(wire, (uint)bytes.Length), int.MaxValue), source.LinkType, source.Index);

    bool TryFindInterface(int id, out CaptureFileInterface? found)
    {
        found = id < _metadata.InterfaceCount - _sectionStart ? _metadata.InterfaceAt(_sectionStart + id) : null;
        return found is not null;
    }

    bool FailInterface(int id, out CapturedPacket packet) =>
        Fail($"a packet belongs to interface {id}, and the section describes {_metadata.InterfaceCount - _sectionStart},", out packet);

    bool TryReadMetadata(uint type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case InterfaceDescription:
                if (body.Length < 8) return Fail("an interface block is too short for its header");
                return _blocks.TryReadInterface(body, _bigEndian)
                    || Fail($"there are more than {CaptureMetadata.MaxInterfaces} interfaces, the last");
            case InterfaceStatistics:
                if (body.Length >= 12 && TryFindInterface((int)Math.Min(UInt32(body), int.MaxValue), out CaptureFileInterface? source))
                {
                    PcapngMetadataBlocks.ReadStatistics(body, _bigEndian, source!);
                }

                return true;
            case NameResolution:
                _blocks.ReadNames(body, _bigEndian);
                return true;
            case DecryptionSecrets:
                _blocks.ReadSecrets(body, _bigEndian);
                return true;
            default:
                return true;
        }
    }

    uint UInt32(ReadOnlySpan<byte> bytes)
    {
        uint value = MemoryMarshal.Read<uint>(bytes);
        return _isSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    ushort UInt16(ReadOnlySpan<byte> bytes)
    {
        ushort value = MemoryMarshal.Read<ushort>(bytes);
        return _isSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
