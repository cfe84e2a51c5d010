using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Decode;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Engine.Tests.Decode;

public class DecoderProperties
{
    static readonly SampleFrame[] Samples = [.. SampleFrames.All];

    [Fact]
    public void Every_truncation_of_every_frame_stays_within_its_bytes()
    {
        var decoder = new PacketDecoder();
        foreach (SampleFrame frame in Samples)
        {
            for (int captured = 0; captured <= frame.Bytes.Length; captured++)
            {
                DecodedFrame decoded = frame.Decode(decoder, captured);
                decoded.ShouldBeConsistent();
                new SampleFrame(frame.LinkType, frame.Bytes[..captured]).Decode(decoder).ShouldBeConsistent();
            }
        }
    }

    [Fact]
    public void Every_changed_byte_of_every_frame_stays_within_its_bytes()
    {
        var decoder = new PacketDecoder();
        foreach (SampleFrame frame in Samples)
        {
            byte[] bytes = [.. frame.Bytes];
            for (int at = 0; at < bytes.Length; at++)
            {
                foreach (byte value in new byte[] { 0x00, 0x01, 0x7F, 0xFF, (byte)(frame.Bytes[at] ^ 0x10) })
                {
                    bytes[at] = value;
                    new SampleFrame(frame.LinkType, bytes).Decode(decoder).ShouldBeConsistent();
                }

                bytes[at] = frame.Bytes[at];
            }
        }
    }

    [Fact]
    public void Any_mutation_of_any_frame_stays_within_its_bytes()
    {
        var decoder = new PacketDecoder();
        Prop.ForAll(Mutations().ToArbitrary(), frame => frame.Decode(decoder).ShouldBeConsistent())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(1, 3));
    }

    [Fact]
    public void Any_bytes_under_any_link_type_stay_within_their_bytes()
    {
        var decoder = new PacketDecoder();
        Gen<SampleFrame> frames =
            from link in Gen.Choose(0, 300)
            from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
            select new SampleFrame((LinkType)link, bytes);
        Prop.ForAll(frames.ToArbitrary(), frame => frame.Decode(decoder).ShouldBeConsistent())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(5, 7));
    }

    // Common frames are read by code of their own. A header of eight bytes that only names the link type behind it keeps the same
    // frame away from that code.
    [Fact]
    public void The_way_of_common_frames_and_the_general_way_agree()
    {
        byte[] ppi = Bytes.Join(Bytes.Hex("0000 0800"), Bytes.LittleEndian(1));
        Prop.ForAll(CommonMutations().ToArbitrary(), bytes =>
        {
            DecodedPacket common = new SampleFrame(LinkType.Ethernet, bytes).Decode().Packet;
            DecodedPacket general = new SampleFrame(LinkType.Ppi, Bytes.Join(ppi, bytes)).Decode().Packet;
            if (general.HasIp) general.NetworkOffset -= ppi.Length;
            if (general.TransportOffset > 0) general.TransportOffset -= ppi.Length;
            if (general.PayloadOffset > 0) general.PayloadOffset -= ppi.Length;
            if (!general.HasIp) general.NetworkOffset = common.NetworkOffset;
            common.ShouldBe(general);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(11, 13));
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        var decoder = new PacketDecoder();
        var packet = new DecodedPacket();
        DecodeAll(decoder, ref packet);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 20; i++) DecodeAll(decoder, ref packet);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    static void DecodeAll(PacketDecoder decoder, ref DecodedPacket packet)
    {
        foreach (SampleFrame frame in Samples)
        {
            decoder.Decode(new CapturedPacket(frame.Bytes, default, frame.Bytes.Length, frame.LinkType), ref packet);
        }
    }

    static Gen<SampleFrame> Mutations() =>
        from frame in Gen.Elements(Samples)
        from changes in Gen.Choose(1, 8)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new SampleFrame(frame.LinkType, Mutate(frame.Bytes, changes, new Random(seed)));

    static Gen<byte[]> CommonMutations() =>
        from transport in Gen.Elements(
            Bytes.Tcp(40000, 443, SampleFrames.Payload), Bytes.Tcp(40000, 443, SampleFrames.Payload, 6, 4), Bytes.Udp(40000, 53, SampleFrames.Payload))
        from protocol in Gen.Elements(6, 17)
        from changes in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Mutate(Bytes.Ethernet(0x0800, Bytes.IPv4(protocol, transport)), changes, new Random(seed));

    static byte[] Mutate(byte[] original, int changes, Random random)
    {
        byte[] bytes = [.. original];
        for (int i = 0; i < changes; i++)
        {
            // Headers are where it hurts, so half of the changes fall into the first bytes.
            int at = random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, 60));
            bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] ^ 1 << random.Next(8));
        }

        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
