using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Fuzz;

/// <summary>Payloads of the sample captures, which real clients and servers sent.</summary>
static class CapturedMessages
{
    /// <summary>Taken of each capture, evenly over its length: announcements repeat.</summary>
    const int PerCapture = 16;

    internal static byte[][] All { get; } = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.pcap").Order(StringComparer.Ordinal).SelectMany(Of)];

    static IEnumerable<byte[]> Of(string path)
    {
        byte[][] payloads = [.. CaptureFileReader.Read(path).Packets.Where(packet => packet.LinkType == LinkType.Ethernet).Select(Payload).Where(bytes => bytes.Length > 0)];
        int step = Math.Max(1, payloads.Length / PerCapture);
        return payloads.Where((_, i) => i % step == 0).Take(PerCapture);
    }

    // The samples are plain Ethernet with IPv4 or IPv6 without extensions; anything else is left out.
    static byte[] Payload(SamplePacket packet)
    {
        ReadOnlySpan<byte> bytes = packet.Bytes.Span;
        if (bytes.Length < 54) return [];
        bool isV4 = bytes[12] == 8 && bytes[13] == 0;
        int transport = isV4 ? 14 + ((bytes[14] & 0xF) * 4) : 54;
        int protocol = isV4 ? bytes[23] : bytes[20], length = isV4 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]) + 14 : bytes.Length;
        if (protocol is not (6 or 17) || transport + 20 > bytes.Length) return [];
        int start = protocol == 17 ? transport + 8 : transport + ((bytes[transport + 12] >> 4) * 4);
        int end = Math.Min(length, bytes.Length);
        return start < end ? bytes[start..end].ToArray() : [];
    }
}
