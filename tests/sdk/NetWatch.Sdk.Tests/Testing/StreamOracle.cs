using System.Buffers.Binary;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Sdk.Tests.Testing;

/// <summary>Puts the streams of Ethernet frames together in the simplest way: every byte at its sequence number.</summary>
static class StreamOracle
{
    const int Ethernet = 14;

    /// <summary>The bytes of each sender, by its port; throws when two segments say different things of one byte.</summary>
    internal static Dictionary<int, string> Streams(CaptureSample capture)
    {
        var bytes = new Dictionary<int, SortedDictionary<uint, byte>>();
        foreach (SamplePacket packet in capture.Packets) Take(bytes, packet.Bytes.Span[Ethernet..]);
        return bytes.ToDictionary(stream => stream.Key, stream => Join(stream.Value));
    }

    static void Take(Dictionary<int, SortedDictionary<uint, byte>> streams, ReadOnlySpan<byte> ip)
    {
        ReadOnlySpan<byte> tcp = ip[0] >> 4 == 4 ? ip[((ip[0] & 15) * 4)..] : ip[40..];
        uint sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]);
        ReadOnlySpan<byte> data = tcp[(tcp[12] >> 4 << 2)..];
        int port = BinaryPrimitives.ReadUInt16BigEndian(tcp);
        if (!streams.TryGetValue(port, out SortedDictionary<uint, byte>? stream)) streams[port] = stream = [];
        for (int i = 0; i < data.Length; i++)
        {
            if (stream.TryGetValue(sequence + (uint)i, out byte known)) known.ShouldBe(data[i]);
            stream[sequence + (uint)i] = data[i];
        }
    }

    static string Join(SortedDictionary<uint, byte> stream)
    {
        if (stream.Count == 0) return "";
        stream.Keys.Last().ShouldBe(stream.Keys.First() + (uint)stream.Count - 1, "the stream has a hole");
        return System.Text.Encoding.Latin1.GetString([.. stream.Values]);
    }
}
