using FsCheck;
using FsCheck.Fluent;
using NetWatch.Plugins.AfPacket.Ring;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.AfPacket.Tests.Ring;

public sealed class RingBlockTests
{
    static readonly FrameFormat Ethernet = new(LinkType.Ethernet, FrameShape.Frame, 262_144);
    static readonly FrameFormat Cooked = FrameFormat.ForEveryInterface(262_144);
    static readonly byte[] Frame = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 8, 0, 0x45, 9, 9, 9];

    [Fact]
    public void Every_frame_is_handed_over_with_its_time_and_lengths()
    {
        PacketList list = Deliver(new SyntheticBlock().Add(Frame, 5, 6, wireLength: 1500).Add([.. Frame, 7], 8, 9), Ethernet, out long unreadable);

        list.Packets.Count.ShouldBe(2);
        list.Packets[0].Bytes.ShouldBe(Frame);
        list.Packets[0].Time.ShouldBe(new Timestamp(5_000_000_006));
        list.Packets[0].WireLength.ShouldBe(1500);
        list.Packets[0].LinkType.ShouldBe(LinkType.Ethernet);
        list.Packets[1].Bytes.ShouldBe([.. Frame, 7]);
        list.Packets[1].WireLength.ShouldBe(19);
        unreadable.ShouldBe(0);
    }

    [Fact]
    public void A_tag_is_put_back_behind_the_addresses_and_counted()
    {
        PacketList list = Deliver(new SyntheticBlock().Add(Frame, vlanTci: 0xe02a, vlanTpid: 0x88a8), Ethernet, out _);

        list.Packets[0].Bytes.ShouldBe([.. Frame[..12], 0x88, 0xa8, 0xe0, 0x2a, .. Frame[12..]]);
        list.Packets[0].WireLength.ShouldBe(Frame.Length + 4);
    }

    [Fact]
    public void A_tag_of_a_kernel_that_names_no_tpid_is_802_1q()
    {
        PacketList list = Deliver(new SyntheticBlock().Add(Frame, vlanTci: 1), Ethernet, out _);

        list.Packets[0].Bytes[12..16].ShouldBe([0x81, 0, 0, 1]);
    }

    [Fact]
    public void A_frame_too_short_for_a_tag_stays_as_it_is()
    {
        PacketList list = Deliver(new SyntheticBlock().Add(Frame[..11], vlanTci: 1), Ethernet, out long unreadable);

        list.Packets[0].Bytes.ShouldBe(Frame[..11]);
        list.Packets[0].WireLength.ShouldBe(11);
        unreadable.ShouldBe(0);
    }

    [Fact]
    public void A_cooked_packet_has_protocol_interface_type_and_address_in_front()
    {
        PacketList list = Deliver(new SyntheticBlock().Add([0x45, 1], protocol: 0x86dd, interfaceIndex: 0x01020304), Cooked, out _);

        Convert.ToHexString(list.Packets[0].Bytes).ShouldBe("86DD" + "0000" + "01020304" + "0001" + "04" + "06" + "0A0B0C0D0E0F0000" + "4501");
        list.Packets[0].WireLength.ShouldBe(22);
        list.Packets[0].LinkType.ShouldBe(LinkType.LinuxSll2);
    }

    [Fact]
    public void A_cooked_packet_with_a_tag_names_the_tpid_and_continues_with_tag_and_protocol()
    {
        PacketList list = Deliver(new SyntheticBlock().Add([0x45, 1], vlanTci: 0x2a, vlanTpid: 0x8100), Cooked, out _);

        Convert.ToHexString(list.Packets[0].Bytes).ShouldBe("8100" + "0000" + "00000003" + "0001" + "04" + "06" + "0A0B0C0D0E0F0000" + "002A0800" + "4501");
        list.Packets[0].WireLength.ShouldBe(26);
    }

    [Theory]
    [InlineData(18, 18)]
    [InlineData(100, 22)]
    public void The_snaplen_counts_what_is_put_in_front(int snapLength, int expected)
    {
        PacketList list = Deliver(new SyntheticBlock().Add(Frame, vlanTci: 1), Ethernet with { SnapLength = snapLength }, out _);

        list.Packets[0].Bytes.Length.ShouldBe(expected);
        list.Packets[0].WireLength.ShouldBe(22);
    }

    [Fact]
    public void A_frame_that_reaches_beyond_the_block_is_counted_and_the_next_is_read()
    {
        SyntheticBlock block = new SyntheticBlock().Add(Frame).Add(Frame).Add(Frame);
        block.Write(SyntheticBlock.FrameAt(1) + 12, uint.MaxValue);

        Deliver(block, Ethernet, out long unreadable).Packets.Count.ShouldBe(2);
        unreadable.ShouldBe(1);
    }

    [Fact]
    public void Data_that_begins_inside_the_header_is_not_believed()
    {
        SyntheticBlock block = new SyntheticBlock().Add(Frame);
        block.Write(SyntheticBlock.FrameAt(0) + 24, 10);

        Deliver(block, Ethernet, out long unreadable).Packets.ShouldBeEmpty();
        unreadable.ShouldBe(1);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4u)]
    [InlineData(uint.MaxValue)]
    public void A_chain_that_stands_still_or_leaves_the_block_ends_the_walk_and_counts_the_rest(uint next)
    {
        SyntheticBlock block = new SyntheticBlock().Add(Frame).Add(Frame).Add(Frame);
        block.Write(SyntheticBlock.FrameAt(0), next);

        Deliver(block, Ethernet, out long unreadable).Packets.Count.ShouldBe(1);
        unreadable.ShouldBe(2);
    }

    [Fact]
    public void Whatever_a_block_says_the_walk_stays_inside_and_ends() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>().Filter(b => b.Length > 0), Gen.Choose(0, 2).ToArbitrary(), (noise, shape) =>
        {
            SyntheticBlock block = new SyntheticBlock().Add(Frame).Add(Frame, vlanTci: 5).Add(Frame);
            for (int i = 0; i < noise.Length; i++) block.Bytes[(noise[i] * 7 + i * 131) % 1700] = noise[(i + 1) % noise.Length];
            var list = new PacketList();
            long unreadable = 0;

            int delivered = RingBlock.Deliver(block.Bytes, new FrameFormat(LinkType.Ethernet, (FrameShape)shape, 1000), list, ref unreadable);

            return delivered == list.Packets.Count && delivered <= block.Bytes.Length / RingFrame.HeaderLength
                && list.Packets.All(p => p.Bytes.Length <= 1000 && p.WireLength >= p.Bytes.Length);
        }).QuickCheckThrowOnFailure();

    static PacketList Deliver(SyntheticBlock block, in FrameFormat format, out long unreadable)
    {
        var list = new PacketList();
        unreadable = 0;
        RingBlock.Deliver(block.Bytes, format, list, ref unreadable).ShouldBe(list.Packets.Count);
        return list;
    }
}
