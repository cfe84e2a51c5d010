using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>The pcapng format (draft-ietf-opsawg-pcapng): sections, interfaces, enhanced and simple packets. Other blocks are passed over.</summary>
sealed class PcapNgParser
{
    const uint SectionHeader = 0x0A0D_0D0A;

    readonly List<(LinkType LinkType, uint SnapLength, double NanosecondsPerUnit)> _interfaces = [];
    readonly List<SamplePacket> _packets = [];
    bool _isBigEndian;

    internal static CaptureSample Parse(byte[] bytes)
    {
        var parser = new PcapNgParser();
        for (ReadOnlySpan<byte> rest = bytes; !rest.IsEmpty;) rest = rest[parser.TakeBlock(rest)..];
        return new CaptureSample(parser._packets);
    }

    int TakeBlock(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 12) throw new InvalidDataException("The capture ends inside a block header.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(rest) == SectionHeader)
        {
            _isBigEndian = BinaryPrimitives.ReadUInt32BigEndian(rest[8..]) == 0x1A2B_3C4D;
            _interfaces.Clear();
        }

        var reader = new FieldReader(rest, _isBigEndian);
        uint type = reader.UInt32();
        uint length = reader.UInt32();
        if (length < 12 || length % 4 != 0 || length > rest.Length) throw new InvalidDataException($"A block claims {length} bytes where {rest.Length} are left.");
        var body = new FieldReader(reader.Bytes(length - 12), _isBigEndian);
        switch (type)
        {
            case 1: TakeInterface(ref body); break;
            case 3: TakeSimplePacket(ref body); break;
            case 6: TakeEnhancedPacket(ref body); break;
        }

        return (int)length;
    }

    void TakeInterface(ref FieldReader body)
    {
        var linkType = (LinkType)body.UInt16();
        body.UInt16();
        uint snapLength = body.UInt32();
        double unit = 1000;
        while (body.Remaining >= 4)
        {
            ushort code = body.UInt16();
            ushort length = body.UInt16();
            if (code == 0) break;
            ReadOnlySpan<byte> value = body.Bytes((uint)(length + 3) / 4 * 4);
            // if_tsresol: a power of ten, or of two when the top bit is set.
            if (code == 9 && length == 1) unit = 1e9 / ((value[0] & 0x80) == 0 ? Math.Pow(10, value[0]) : Math.Pow(2, value[0] & 0x7F));
        }

        _interfaces.Add((linkType, snapLength, unit));
    }

    void TakeEnhancedPacket(ref FieldReader body)
    {
        (LinkType linkType, _, double unit) = InterfaceAt((int)body.UInt32());
        ulong time = (ulong)body.UInt32() << 32 | body.UInt32();
        uint captured = body.UInt32();
        uint wire = body.UInt32();
        // Whole units are multiplied exactly; doubles would lose nanoseconds of today's dates.
        long nanoseconds = unit >= 1 && unit % 1 == 0 ? (long)(time * (ulong)unit) : (long)(time * (decimal)unit);
        _packets.Add(new SamplePacket(new Timestamp(nanoseconds), linkType, body.Bytes(captured).ToArray(), (int)Math.Max(captured, wire)));
    }

    void TakeSimplePacket(ref FieldReader body)
    {
        (LinkType linkType, uint snapLength, _) = InterfaceAt(0);
        uint wire = body.UInt32();
        uint captured = Math.Min(Math.Min(wire, snapLength == 0 ? uint.MaxValue : snapLength), (uint)body.Remaining);
        _packets.Add(new SamplePacket(default, linkType, body.Bytes(captured).ToArray(), (int)wire));
    }

    (LinkType LinkType, uint SnapLength, double NanosecondsPerUnit) InterfaceAt(int index) =>
        (uint)index < (uint)_interfaces.Count
            ? _interfaces[index]
            : throw new InvalidDataException($"A packet names interface {index}, but the section has {_interfaces.Count}.");
}
