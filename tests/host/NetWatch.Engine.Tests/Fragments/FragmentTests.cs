using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Decode;
using NetWatch.Engine.Tests.Decode;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Memory;
using static NetWatch.Engine.Tests.Decode.Bytes;

namespace NetWatch.Engine.Tests.Fragments;

public class FragmentTests
{
    static readonly byte[] Payload = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7 + i / 256))];
    static readonly byte[] Datagram = Udp(1111, 2222, Payload);

    public static TheoryData<bool> Versions => [false, true];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Fragments_in_any_order_and_number_give_the_datagram_once(bool isIPv6) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            List<byte[]> pieces = [.. Split(isIPv6, Datagram, 8 * random.Next(1, 200))];
            pieces.AddRange(pieces.Where(_ => random.Next(4) == 0).ToArray());
            byte[][] shuffled = [.. pieces];
            random.Shuffle(shuffled);
            var decoder = new PacketDecoder();
            DecodedFrame[] decoded = [.. shuffled.Select(piece => Raw(piece).Decode(decoder))];
            DecodedFrame whole = decoded.First(frame => !frame.Packet.IsFragment);
            whole.Packet.IsReassembled.ShouldBeTrue();
            whole.Packet.NetworkOffset.ShouldBe(0);
            whole.Tuple.ShouldBe(isIPv6 ? "Udp 2001:db8:0:1::1 1111 2001:db8:0:2::2 2222" : "Udp 192.0.2.1 1111 198.51.100.2 2222");
            whole.Payload.ShouldBe(Payload);
            decoder.Counters.FragmentsOverlapping.ShouldBe(0);
            foreach (DecodedFrame frame in decoded) frame.ShouldBeConsistent();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(17, 19));

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_fragment_that_completes_nothing_has_addresses_and_only_the_first_one_ports(bool isIPv6)
    {
        Raw(Split(isIPv6, Datagram, 1480).Last()).Decode().Packet.SourcePort.ShouldBe((ushort)0);
        DecodedFrame decoded = Raw(Split(isIPv6, Datagram, 1480).First()).Decode();
        (decoded.Packet.IsFragment, decoded.Packet.HasIp, decoded.Packet.IpProtocol).ShouldBe((true, true, (byte)17));
        (decoded.Packet.Transport, decoded.Packet.SourcePort).ShouldBe((Transport.None, (ushort)1111));
        decoded.Decoder.Counters.FragmentsPending.ShouldBe(1);
    }

    [Fact]
    public void Of_overlapping_ipv4_fragments_the_first_bytes_win()
    {
        var decoder = new PacketDecoder();
        byte[] other = [.. Datagram[..1600].Select(value => (byte)~value)];
        Raw(Piece4(Datagram, 0, 800)).Decode(decoder);
        Raw(Piece4(other, 400, 800)).Decode(decoder);
        DecodedFrame whole = Raw(Piece4(Datagram[..1600], 1200, 400)).Decode(decoder);
        whole.Bytes[20..820].ShouldBe(Datagram[..800]);
        whole.Bytes[820..1220].ShouldBe(other[800..1200]);
        decoder.Counters.FragmentsOverlapping.ShouldBe(1);
    }

    [Fact]
    public void Overlapping_ipv6_fragments_give_the_datagram_up()
    {
        var decoder = new PacketDecoder();
        Raw(Piece6(Datagram, 0, 800)).Decode(decoder);
        Raw(Piece6(Datagram, 400, 800)).Decode(decoder);
        Raw(Piece6(Datagram, 0, 800)).Decode(decoder).Packet.IsFragment.ShouldBeTrue();
        Raw(Piece6(Datagram[..1600], 800, 800)).Decode(decoder).Packet.IsFragment.ShouldBeTrue();
        decoder.Counters.Reassembled.ShouldBe(0);
    }

    [Fact]
    public void Fragments_that_contradict_the_length_are_not_taken()
    {
        var decoder = new PacketDecoder();
        Raw(Piece4(Datagram[..1600], 800, 800)).Decode(decoder);
        Raw(Piece4(Datagram[..2000], 1600, 400)).Decode(decoder);
        Raw(Piece4(Datagram, 1600, 400)).Decode(decoder);
        Raw(Piece4(Datagram, 0, 800)).Decode(decoder).Bytes.Length.ShouldBe(20 + 1600);
        decoder.Counters.FragmentsOverlapping.ShouldBe(2);
    }

    [Fact]
    public void Impossible_offsets_and_lengths_are_refused()
    {
        var decoder = new PacketDecoder();
        Raw(IPv4(17, new byte[800], fragment: 0x2000 | 8191)).Decode(decoder);
        Raw(IPv4(17, new byte[7], fragment: 0x2000)).Decode(decoder);
        Raw(IPv4(17, [], fragment: 0x2000)).Decode(decoder);
        Raw(IPv6(44, Join(Hex("1100 FFF9 00000001"), new byte[800]))).Decode(decoder);
        decoder.Counters.FragmentsInvalid.ShouldBe(4);
        decoder.Counters.FragmentsPending.ShouldBe(0);
    }

    [Fact]
    public void Packet_time_decides_what_is_too_old()
    {
        var decoder = new PacketDecoder();
        byte[][] pieces = [.. Split(false, Datagram, 8000)];
        Raw(pieces[0]).Decode(decoder, time: new Timestamp(0));
        Raw(pieces[1]).Decode(decoder, time: new Timestamp(31 * Timestamp.NanosecondsPerSecond)).Packet.IsFragment.ShouldBeTrue();
        decoder.Counters.FragmentsExpired.ShouldBe(1);
        Raw(pieces[0]).Decode(decoder, time: new Timestamp(1)).Packet.IsReassembled.ShouldBeTrue();
    }

    [Fact]
    public void Fragments_that_never_end_cost_bounded_memory()
    {
        var decoder = new PacketDecoder();
        var packet = new DecodedPacket();
        byte[] piece = IPv4(17, new byte[65_000], fragment: 0x2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int id = 0; id < 5000; id++)
        {
            U16(id).CopyTo(piece, 4);
            decoder.Decode(new CapturedPacket(piece, default, piece.Length, LinkType.Raw), ref packet);
        }

        // The pages themselves are 4 MiB; the rest is the tables around them, and what the calls above allocate.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(6 * 1024 * 1024);
        decoder.Counters.FragmentsPending.ShouldBeLessThanOrEqualTo(1024);
        (decoder.Counters.FragmentsPending + decoder.Counters.FragmentsEvicted).ShouldBe(5000);
        foreach (byte[] part in Split(false, Datagram, 1480, id: 9)) Raw(part).Decode(decoder);
        decoder.Counters.Reassembled.ShouldBe(1);
    }

    [Fact]
    public void At_most_1024_datagrams_wait_and_the_oldest_goes_first()
    {
        var decoder = new PacketDecoder();
        for (int id = 0; id < 1025; id++) Raw(Split(false, Datagram[..1600], 800, id).First()).Decode(decoder);
        decoder.Counters.FragmentsEvicted.ShouldBe(1);
        Raw(Split(false, Datagram[..1600], 800, id: 1).Last()).Decode(decoder).Packet.IsReassembled.ShouldBeTrue();
        Raw(Split(false, Datagram[..1600], 800, id: 0).Last()).Decode(decoder).Packet.IsFragment.ShouldBeTrue();
    }

    [Fact]
    public void Fragments_cut_by_a_snaplen_give_what_lies_before_the_cut()
    {
        var decoder = new PacketDecoder();
        byte[][] pieces = [.. Split(false, Datagram, 4000)];
        Raw(pieces[0]).Decode(decoder, captured: 20 + 96);
        Raw(pieces[2]).Decode(decoder);
        DecodedFrame whole = Raw(pieces[1]).Decode(decoder, captured: 20 + 96);
        (whole.Packet.IsTruncated, whole.Packet.SourcePort).ShouldBe((true, (ushort)1111));
        whole.Payload.ShouldBe(Payload[..88]);
        whole.Packet.PayloadWireLength.ShouldBe(Payload.Length);
    }

    [Fact]
    public void A_datagram_of_which_the_beginning_is_missing_is_counted()
    {
        var decoder = new PacketDecoder();
        byte[][] pieces = [.. Split(false, Datagram, 8000)];
        Raw(pieces[0]).Decode(decoder, captured: 20);
        Raw(pieces[1]).Decode(decoder).Packet.IsFragment.ShouldBeTrue();
        decoder.Counters.FragmentsCut.ShouldBe(1);
    }

    [Fact]
    public void Tunnels_of_fragments_of_tunnels_are_seen_through()
    {
        var decoder = new PacketDecoder();
        DecodedFrame? last = null;
        int outerId = 100;
        foreach (byte[] inner in Split(false, Datagram, 3000))
        {
            byte[] outer = Udp(50000, 4789, Join(Hex("08000000 00002A00"), Ethernet(0x0800, inner)));
            foreach (byte[] piece in Split(true, outer, 1000, outerId++)) last = Raw(piece).Decode(decoder);
        }

        last!.Tuple.ShouldBe("Udp 192.0.2.1 1111 198.51.100.2 2222");
        last.Payload.ShouldBe(Payload);
        (last.Packet.IsTunneled, last.Packet.IsReassembled).ShouldBe((true, true));
    }

    [Fact]
    public void Reassembly_allocates_nothing_once_it_is_warm()
    {
        var decoder = new PacketDecoder();
        byte[][] pieces = [.. Split(false, Datagram, 1480), .. Split(true, Datagram, 1480)];
        DecodeAll(decoder, pieces);
        int rounds = 0;
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            rounds++;
            for (int i = 0; i < 50; i++) DecodeAll(decoder, pieces);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
        decoder.Counters.Reassembled.ShouldBe(2 + 100 * rounds);
    }

    [Fact]
    public void Any_storm_of_fragments_stays_within_its_bytes()
    {
        var random = new Random(23);
        var decoder = new PacketDecoder();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] data = new byte[random.Next(4) == 0 ? random.Next(64) : 8 * random.Next(1, 4)];
            random.NextBytes(data);
            int offset = random.Next(random.Next(8) == 0 ? 8192 : 4), more = random.Next(2), id = random.Next(40);
            byte[] piece = random.Next(2) == 0
                ? IPv4(random.Next(2) == 0 ? 17 : 4, data, fragment: more << 13 | offset, id: id)
                : IPv6(44, Join([(byte)(random.Next(2) == 0 ? 6 : 44), 0], U16(offset << 3 | more), U32((uint)id), data));
            DecodedFrame decoded = Raw(piece).Decode(decoder, random.Next(5) == 0 ? random.Next(piece.Length) : null, new Timestamp(i * 10_000_000L));
            decoded.ShouldBeConsistent();
        }

        decoder.Counters.Reassembled.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void What_waits_beyond_the_ceilings_goes_for_what_is_newer_and_is_counted()
    {
        var few = new PacketDecoder(new EngineOptions { MaxFragmentedDatagrams = 3 });
        for (int id = 1; id <= 5; id++) Raw(IPv4(17, new byte[64], fragment: 1 << 13, id: id)).Decode(few);
        (few.Counters.FragmentsPending, few.Counters.FragmentsEvicted).ShouldBe((3, 2));

        var small = new PacketDecoder(new EngineOptions { MaxFragmentBytes = 0 });
        byte[] half = new byte[32_768];
        for (int id = 1; id <= 5; id++) Raw(IPv4(17, half, fragment: 1 << 13, id: id)).Decode(small);
        (small.Counters.FragmentsPending, small.Counters.FragmentsEvicted).ShouldBe((2, 3));
        foreach (byte[] piece in Split(false, Datagram, 1480)) Raw(piece).Decode(small);
        small.Counters.Reassembled.ShouldBe(1, "there is always room for one datagram");
    }

    static void DecodeAll(PacketDecoder decoder, byte[][] pieces)
    {
        var packet = new DecodedPacket();
        foreach (byte[] piece in pieces) decoder.Decode(new CapturedPacket(piece, default, piece.Length, LinkType.Raw), ref packet);
    }

    static SampleFrame Raw(byte[] bytes) => new(LinkType.Raw, bytes);

    static IEnumerable<byte[]> Split(bool isIPv6, byte[] datagram, int size, int id = 7)
    {
        for (int at = 0; at < datagram.Length; at += size)
        {
            int length = Math.Min(size, datagram.Length - at);
            yield return isIPv6 ? Piece6(datagram, at, length, id) : Piece4(datagram, at, length, id);
        }
    }

    static byte[] Piece4(byte[] datagram, int at, int length, int id = 7) =>
        IPv4(17, datagram[at..(at + length)], (at + length < datagram.Length ? 0x2000 : 0) | at / 8, id);

    static byte[] Piece6(byte[] datagram, int at, int length, int id = 7) =>
        IPv6(44, Join(Hex("1100"), U16(at | (at + length < datagram.Length ? 1 : 0)), U32((uint)id), datagram[at..(at + length)]));
}
