using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>The classic pcap format (draft-ietf-opsawg-pcap).</summary>
static class PcapParser
{
    const int HeaderLength = 24;

    internal static CaptureSample Parse(byte[] bytes, bool isBigEndian, bool isNanosecond)
    {
        var reader = new FieldReader(bytes, isBigEndian);
        reader.Bytes(HeaderLength - 4);
        // The upper bits tell about frame check sequences, not about the link type.
        var linkType = (LinkType)(ushort)(reader.UInt32() & 0x0FFF_FFFF);
        var packets = new List<SamplePacket>();
        while (reader.Remaining > 0)
        {
            long seconds = reader.UInt32();
            long fraction = reader.UInt32();
            uint captured = reader.UInt32();
            uint wire = reader.UInt32();
            var time = new Timestamp(seconds * Timestamp.NanosecondsPerSecond + (isNanosecond ? fraction : fraction * 1000));
            packets.Add(new SamplePacket(time, linkType, reader.Bytes(captured).ToArray(), (int)Math.Max(captured, wire)));
        }

        return new CaptureSample(packets);
    }
}
