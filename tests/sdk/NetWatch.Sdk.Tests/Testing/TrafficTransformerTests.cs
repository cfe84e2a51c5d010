using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Sdk.Tests.Testing;

public sealed class TrafficTransformerTests
{
    const int Seed = 7;

    static readonly CaptureSample[] Captures = [CaptureSample.FromFlow(Greetings.Long, 1400), CaptureSample.FromFlow(Greetings.LongOverIPv6, 1400)];

    static readonly string[] SegmentNames =
    [
        .. TrafficTransformer.Variants(Seed).Select(variant => variant.Name)
            .TakeWhile(name => !name.StartsWith("IP fragments", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> SegmentVariants => [.. SegmentNames];

    [Theory]
    [MemberData(nameof(SegmentVariants))]
    public void The_streams_stay_the_same(string name)
    {
        foreach (CaptureSample capture in Captures)
        {
            CaptureSample variant = Variant(name).Apply(capture);
            StreamOracle.Streams(variant).ShouldBe(StreamOracle.Streams(capture));
            AllChecksumsHold(variant);
        }
    }

    [Fact]
    public void Every_variant_changes_something_and_is_the_same_each_time()
    {
        foreach (TrafficVariant variant in TrafficTransformer.Variants(Seed))
        {
            string once = Dump(variant.Apply(Captures[0]));
            Dump(variant.Apply(Captures[0])).ShouldBe(once, variant.Name);
            once.ShouldNotBe(Dump(Captures[0]), variant.Name);
        }
    }

    [Fact]
    public void Segments_are_no_longer_than_asked_for() =>
        TrafficTransformer.Resegment(Captures[0], 10).Packets.Max(packet => packet.Bytes.Length).ShouldBe(14 + 20 + 20 + 10);

    [Fact]
    public void Coalescing_leaves_one_segment_for_each_turn() =>
        TrafficTransformer.Coalesce(Captures[0]).Packets.Count(packet => packet.Bytes.Length > 54).ShouldBe(Greetings.Long.Turns.Count);

    [Theory]
    [InlineData(FragmentOrder.InOrder)]
    [InlineData(FragmentOrder.Reversed)]
    [InlineData(FragmentOrder.Shuffled)]
    public void Fragments_together_are_the_datagrams(FragmentOrder order)
    {
        foreach (CaptureSample capture in Captures)
        {
            CaptureSample fragments = TrafficTransformer.Fragment(capture, 100, order, Seed);
            fragments.Packets.Max(packet => packet.Bytes.Length).ShouldBeLessThanOrEqualTo(14 + 100);
            Defragment(fragments).ShouldBe([.. capture.Packets.Select(packet => Convert.ToHexString(TransportOf(packet)))], ignoreOrder: true);
        }
    }

    [Fact]
    public void Behind_other_headers_the_datagram_is_unchanged()
    {
        foreach (TrafficVariant variant in TrafficTransformer.Variants(Seed).Skip(SegmentNames.Length + 3))
        {
            CaptureSample output = variant.Apply(Captures[0]);
            output.Packets.Count.ShouldBe(Captures[0].Packets.Count, variant.Name);
            foreach ((SamplePacket inner, SamplePacket outer) in Captures[0].Packets.Zip(output.Packets))
                outer.Bytes.Span.EndsWith(inner.Bytes.Span[14..]).ShouldBeTrue(variant.Name);
        }
    }

    [Fact]
    public void A_packet_that_the_capture_cut_stays_cut_behind_other_headers()
    {
        CaptureSample cut = TrafficTransformer.Cut(Captures[0], 60);
        CaptureSample tagged = TrafficTransformer.Encapsulate(cut, LinkType.Ethernet, () => new PacketBuilder().Ethernet().Vlan(5));
        tagged.Packets.Select(packet => (packet.Bytes.Length, packet.WireLength))
            .ShouldBe(cut.Packets.Select(packet => (packet.Bytes.Length + 4, packet.WireLength + 4)));
    }

    [Fact]
    public void What_is_not_understood_passes_unchanged()
    {
        var odd = new CaptureSample(
            new SamplePacket(default, LinkType.Ethernet, new PacketBuilder().Ethernet([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], 0x0806).Build(new byte[28])),
            new SamplePacket(default, LinkType.Ethernet, new byte[] { 1, 2, 3 }),
            new SamplePacket(default, LinkType.Ethernet, ReadOnlyMemory<byte>.Empty));
        foreach (string name in SegmentNames.Where(name => name != "every packet twice"))
            Dump(Variant(name).Apply(odd)).ShouldBe(Dump(odd), name);
    }

    static TrafficVariant Variant(string name) => TrafficTransformer.Variants(Seed).Single(variant => variant.Name == name);

    static string Dump(CaptureSample capture) =>
        string.Join('\n', capture.Packets.Select(packet => $"{packet.Time} {packet.LinkType} {packet.WireLength} {Convert.ToHexString(packet.Bytes.Span)}"));

    // A sum over data and checksum of what is right is zero, so the transport is checked with the product's own layers left out.
    static void AllChecksumsHold(CaptureSample capture)
    {
        foreach (SamplePacket packet in capture.Packets)
        {
            ReadOnlySpan<byte> ip = packet.Bytes.Span[14..];
            bool isV4 = ip[0] >> 4 == 4;
            if (isV4) FoldedSum(ip[..20]).ShouldBe(0xFFFFu);
            ReadOnlySpan<byte> transport = isV4 ? ip[20..] : ip[40..];
            uint pseudo = RawSum(isV4 ? ip[12..20] : ip[8..40]) + (uint)transport.Length + 6;
            Fold(pseudo + RawSum(transport)).ShouldBe(0xFFFFu);
        }
    }

    static uint RawSum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i < bytes.Length; i++) sum += (uint)(bytes[i] << (i % 2 == 0 ? 8 : 0));
        return sum;
    }

    static uint FoldedSum(ReadOnlySpan<byte> bytes) => Fold(RawSum(bytes));

    static uint Fold(uint sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return sum;
    }

    static byte[] TransportOf(SamplePacket packet) => packet.Bytes.Span[(packet.Bytes.Span[14] >> 4 == 4 ? 34 : 54)..].ToArray();

    static List<string> Defragment(CaptureSample capture)
    {
        var whole = new List<string>();
        var parts = new Dictionary<uint, List<(int Offset, byte[] Bytes, bool More)>>();
        foreach (SamplePacket packet in capture.Packets)
        {
            ReadOnlySpan<byte> ip = packet.Bytes.Span[14..];
            bool isV4 = ip[0] >> 4 == 4;
            int field = isV4 ? BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3FFF : ip[6] == 44 ? BinaryPrimitives.ReadUInt16BigEndian(ip[42..]) : 0;
            if (!isV4 && ip[6] != 44 || isV4 && field == 0)
            {
                whole.Add(Convert.ToHexString(TransportOf(packet)));
                continue;
            }

            uint id = isV4 ? BinaryPrimitives.ReadUInt16BigEndian(ip[4..]) : BinaryPrimitives.ReadUInt32BigEndian(ip[44..]);
            if (!parts.TryGetValue(id, out var list)) parts[id] = list = [];
            list.Add(isV4 ? ((field & 0x1FFF) * 8, ip[20..].ToArray(), (field & 0x2000) != 0) : (field & 0xFFF8, ip[48..].ToArray(), (field & 1) != 0));
        }

        foreach (var list in parts.Values)
        {
            list.Sort((left, right) => left.Offset.CompareTo(right.Offset));
            list.Select(part => part.More).ShouldBe([.. Enumerable.Repeat(true, list.Count - 1), false]);
            whole.Add(Convert.ToHexString([.. list.SelectMany(part => part.Bytes)]));
        }

        return whole;
    }
}
