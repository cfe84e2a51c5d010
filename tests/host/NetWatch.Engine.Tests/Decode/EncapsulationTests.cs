using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Tests.Decode;

public class EncapsulationTests
{
    public static TheoryData<string> LinkLayerNames => [.. SampleFrames.LinkLayers.Keys];

    public static TheoryData<string> TunnelNames => [.. SampleFrames.Tunnels.Keys];

    [Theory]
    [MemberData(nameof(LinkLayerNames))]
    public void The_packet_is_found_behind_every_link_layer(string name)
    {
        DecodedFrame decoded = SampleFrames.LinkLayers[name].Decode();
        ShouldBeTheSample(decoded);
        decoded.Packet.IsTunneled.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(TunnelNames))]
    public void The_packet_is_found_inside_every_tunnel(string name)
    {
        DecodedFrame decoded = SampleFrames.Tunnels[name].Decode();
        ShouldBeTheSample(decoded);
        decoded.Packet.IsTunneled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("802.1Q", 100)]
    [InlineData("802.1ad", 100)]
    [InlineData("cooked, VLAN", 100)]
    [InlineData("ethernet, ipv4", 0)]
    public void The_innermost_vlan_is_told(string name, int vlan) =>
        SampleFrames.LinkLayers[name].Decode().Packet.VlanId.ShouldBe((ushort)vlan);

    [Fact]
    public void A_link_type_that_is_not_known_is_counted_and_nothing_else()
    {
        DecodedFrame decoded = new SampleFrame((LinkType)195, SampleFrames.Inside4).Decode();
        decoded.Packet.HasIp.ShouldBeFalse();
        decoded.Decoder.Counters.UnknownLinkType.ShouldBe(1);
        decoded.Decoder.Counters.Malformed.ShouldBe(0);
    }

    [Theory]
    [InlineData("0806", "0001 0800 06 04 0001")]
    [InlineData("88CC", "0207040000")]
    [InlineData("8863", "1109 0000 0000")]
    [InlineData("0026", "4242 03 0000")]
    public void Frames_without_ip_are_counted_as_such(string type, string inside)
    {
        byte[] body = new byte[60];
        Bytes.Hex(inside).CopyTo(body, 0);
        DecodedFrame decoded = new SampleFrame(LinkType.Ethernet, Bytes.Ethernet(Convert.ToInt32(type, 16), body)).Decode();
        decoded.Packet.HasIp.ShouldBeFalse();
        decoded.Decoder.Counters.NotIp.ShouldBe(1);
        decoded.Decoder.Counters.Malformed.ShouldBe(0);
    }

    [Fact]
    public void Protected_wireless_frames_are_left_alone()
    {
        byte[] frame = [.. SampleFrames.LinkLayers["802.11"].Bytes];
        frame[1] |= 0x40;
        new SampleFrame(LinkType.Ieee80211, frame).Decode().Packet.HasIp.ShouldBeFalse();
    }

    // Each of these stands on the port of a tunnel and is none.
    [Theory]
    [InlineData(4789, "08000000 00002A00 0102030405060708")]
    [InlineData(4789, "00000000 00002A00 0102030405060708")]
    [InlineData(8472, "0102")]
    [InlineData(6081, "FF006558 00002A00 0102030405060708")]
    [InlineData(2152, "3001 0004 00000001 0E000000")]
    [InlineData(2152, "30FF 0014 00000001 4500FFFF0000000040110000 0102030405060708")]
    [InlineData(2152, "3212 0010 00000001 0000 0000")]
    [InlineData(3544, "6000000000FF3B40")]
    [InlineData(5072, "000000000000")]
    [InlineData(5247, "0010 0208 00000000")]
    public void A_datagram_that_only_looks_like_a_tunnel_stands_as_it_is(int port, string payload)
    {
        byte[] bytes = Bytes.Hex(payload);
        var frame = new SampleFrame(LinkType.Ethernet, Bytes.Ethernet(0x0800, Bytes.IPv4(17, Bytes.Udp(40000, port, bytes))));
        DecodedFrame decoded = frame.Decode();
        decoded.Tuple.ShouldBe($"Udp 192.0.2.1 40000 198.51.100.2 {port}");
        decoded.Payload.ShouldBe(bytes);
        decoded.Packet.IsTunneled.ShouldBeFalse();
        decoded.Packet.IsMalformed.ShouldBeFalse();
    }

    [Fact]
    public void More_tunnels_than_are_followed_leave_the_innermost_that_was_read()
    {
        byte[] packet = SampleFrames.Inside4;
        for (int i = 0; i < 20; i++) packet = Bytes.IPv4(4, packet);
        DecodedFrame decoded = new SampleFrame(LinkType.Raw, packet).Decode();
        decoded.Packet.IpProtocol.ShouldBe((byte)4);
        decoded.Packet.NetworkOffset.ShouldBe(8 * 20);
        decoded.Decoder.Counters.TooDeep.ShouldBe(1);
    }

    static void ShouldBeTheSample(DecodedFrame decoded)
    {
        decoded.Packet.HasIp.ShouldBeTrue();
        decoded.Packet.Transport.ShouldBe(Transport.Udp);
        decoded.Packet.SourcePort.ShouldBe(SampleFrames.SourcePort);
        decoded.Packet.DestinationPort.ShouldBe(SampleFrames.DestinationPort);
        decoded.Packet.Source.ShouldBe(decoded.Packet.Source.IsIPv4 ? Bytes.A4 : Bytes.A6);
        decoded.Packet.Destination.ShouldBe(decoded.Packet.Destination.IsIPv4 ? Bytes.B4 : Bytes.B6);
        decoded.Payload.ShouldBe(SampleFrames.Payload);
        decoded.Packet.PayloadWireLength.ShouldBe(SampleFrames.Payload.Length);
        (decoded.Packet.IsMalformed || decoded.Packet.IsTruncated).ShouldBeFalse();
    }
}
