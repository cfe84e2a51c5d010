using NetWatch.Engine.Decode;
using NetWatch.Sdk.Packets;
using static NetWatch.Engine.Tests.Decode.Bytes;

namespace NetWatch.Engine.Tests.Decode;

public class HeaderTests
{
    static readonly byte[] Data = "GET / HTTP/1.1"u8.ToArray();

    [Fact]
    public void Tcp_fields_are_told()
    {
        DecodedPacket packet = Decode4(6, Tcp(40000, 443, Data, headerWords: 8, options: 12)).Packet;
        (packet.TcpSequence, packet.TcpAcknowledgment, packet.TcpWindow, packet.TcpFlags).ShouldBe((1000u, 2000u, (ushort)512, (byte)0x18));
        (packet.NetworkOffset, packet.TransportOffset, packet.PayloadOffset, packet.PayloadLength).ShouldBe((14, 34, 66, Data.Length));
    }

    [Fact]
    public void A_packet_leaves_nothing_of_the_one_before()
    {
        var decoder = new PacketDecoder();
        var packet = new DecodedPacket();
        foreach (SampleFrame frame in new[] { Frame4(6, Tcp(1, 2, Data)), Frame4(17, Udp(3, 4, Data)), Frame4(6, Tcp(1, 2, Data)) })
        {
            decoder.Decode(new(frame.Bytes, default, frame.Bytes.Length, frame.LinkType), ref packet);
            var fresh = new DecodedPacket();
            new PacketDecoder().Decode(new(frame.Bytes, default, frame.Bytes.Length, frame.LinkType), ref fresh);
            packet.ShouldBe(fresh);
        }
    }

    [Fact]
    public void Padding_is_not_payload()
    {
        byte[] padded = Join(Ethernet(0x0800, IPv4(6, Tcp(1, 2, []))), new byte[6]);
        DecodedPacket packet = new SampleFrame(LinkType.Ethernet, padded).Decode().Packet;
        (packet.PayloadLength, packet.PayloadWireLength).ShouldBe((0, 0));
        byte[] shortUdp = IPv4(17, Udp(1, 2, Data, length: 8 + 3));
        new SampleFrame(LinkType.Raw, shortUdp).Decode().Payload.ShouldBe(Data[..3]);
    }

    [Fact]
    public void A_length_of_zero_means_that_the_card_would_have_filled_it_in()
    {
        new SampleFrame(LinkType.Raw, IPv4(6, Tcp(1, 2, Data), length: 0)).Decode().Payload.ShouldBe(Data);
        new SampleFrame(LinkType.Raw, IPv6(6, Tcp(1, 2, Data), length: 0)).Decode().Payload.ShouldBe(Data);
        new SampleFrame(LinkType.Raw, IPv4(17, Udp(1, 2, Data, length: 0))).Decode().Payload.ShouldBe(Data);
    }

    [Theory]
    [InlineData(19)]
    [InlineData(1)]
    public void An_ipv4_length_below_its_header_is_malformed(int length) =>
        ShouldBeMalformed(new SampleFrame(LinkType.Raw, IPv4(6, Tcp(1, 2, Data), length: length)));

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(15)]
    public void A_tcp_header_length_that_cannot_be_is_malformed_but_the_ports_are_told(int words)
    {
        DecodedFrame decoded = ShouldBeMalformed(Frame4(6, Tcp(40000, 443, [], headerWords: words)));
        decoded.Tuple.ShouldBe("Tcp 192.0.2.1 40000 198.51.100.2 443");
        decoded.Packet.PayloadLength.ShouldBe(0);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(200)]
    public void A_udp_length_that_cannot_be_is_malformed(int length) => ShouldBeMalformed(Frame4(17, Udp(1, 2, Data, length)));

    [Fact]
    public void An_ip_length_beyond_the_frame_is_a_cut_that_the_capture_forgot()
    {
        DecodedFrame decoded = new SampleFrame(LinkType.Raw, IPv4(6, Tcp(1, 2, Data), length: 1500)).Decode();
        (decoded.Packet.IsTruncated, decoded.Packet.IsMalformed).ShouldBe((true, false));
        decoded.Payload.ShouldBe(Data);
        decoded.Packet.PayloadWireLength.ShouldBe(1460);
    }

    [Fact]
    public void A_snaplen_makes_packets_truncated_and_never_malformed()
    {
        SampleFrame frame = Frame4(6, Tcp(40000, 443, Data));
        for (int captured = 0; captured < frame.Bytes.Length; captured++)
        {
            DecodedFrame decoded = frame.Decode(new PacketDecoder(), captured);
            (decoded.Packet.IsTruncated, decoded.Packet.IsMalformed).ShouldBe((true, false), $"{captured} bytes");
            decoded.Packet.HasIp.ShouldBe(captured >= 34);
            decoded.Packet.DestinationPort.ShouldBe((ushort)(captured >= 38 ? 443 : 0));
            if (captured >= 38) decoded.Packet.PayloadWireLength.ShouldBe(Data.Length);
        }
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(0, 0)]
    public void Echo_and_its_answer_are_one_flow_by_the_identifier(byte type, byte code)
    {
        DecodedPacket packet = Decode4(1, Join([type, code, 0, 0], U16(0x1234), U16(1), Data)).Packet;
        (packet.SourcePort, packet.DestinationPort).ShouldBe(type == 8 ? ((ushort)0x1234, (ushort)0) : ((ushort)0, (ushort)0x1234));
        packet.Transport.ShouldBe(Transport.Icmp);
    }

    [Fact]
    public void Other_icmp_has_no_ports()
    {
        DecodedPacket packet = Decode4(1, Join(Hex("0301 0000 00001234"), SampleFrames.Inside4)).Packet;
        (packet.Transport, packet.SourcePort, packet.DestinationPort).ShouldBe((Transport.Icmp, (ushort)0, (ushort)0));
        packet.IsTunneled.ShouldBeFalse();
    }

    [Fact]
    public void Ipv4_options_are_passed_over() =>
        new SampleFrame(LinkType.Raw, IPv4(17, Udp(1, 2, Data), options: Hex("94040000 01010100"))).Decode().Payload.ShouldBe(Data);

    [Fact]
    public void Every_ipv6_extension_header_is_passed_over()
    {
        // Hop-by-hop, destination options, routing, authentication, mobility, host identity, shim6, an atomic fragment, UDP.
        byte[] chain = Join(
            Hex("3C00 0000 00000000"), Hex("2B00 0000 00000000"), Hex("3300 0000 00000000"), Hex("8704 0000"), new byte[20],
            Hex("8B00 0000 00000000"), Hex("8C00 0000 00000000"), Hex("2C00 0000 00000000"), Hex("1100 0000 00000001"), Udp(1, 2, Data));
        DecodedFrame decoded = new SampleFrame(LinkType.Raw, IPv6(0, chain)).Decode();
        decoded.Packet.Transport.ShouldBe(Transport.Udp);
        decoded.Payload.ShouldBe(Data);
        (decoded.Packet.IsMalformed || decoded.Packet.IsFragment).ShouldBeFalse();
    }

    [Fact]
    public void An_endless_chain_of_headers_is_given_up()
    {
        byte[] chain = [.. Enumerable.Repeat(Hex("3C00 0000 00000000"), 5000).SelectMany(header => header)];
        DecodedFrame decoded = new SampleFrame(LinkType.Raw, IPv6(60, chain)).Decode();
        decoded.Packet.HasIp.ShouldBeTrue();
        decoded.Packet.Transport.ShouldBe(Transport.None);
        decoded.Decoder.Counters.TooDeep.ShouldBe(1);
    }

    [Fact]
    public void Encrypted_payload_ends_the_reading()
    {
        DecodedPacket packet = Decode4(50, Join(Hex("00000001 00000001"), Data)).Packet;
        (packet.HasIp, packet.IpProtocol, packet.Transport, packet.PayloadLength).ShouldBe((true, (byte)50, Transport.None, 8 + Data.Length));
    }

    [Fact]
    public void A_jumbogram_tells_its_length_in_an_option()
    {
        byte[] udp = Udp(1, 2, new byte[70_000], length: 0);
        byte[] jumbo = IPv6(0, Join(Hex("1100 C204"), U32((uint)(8 + udp.Length)), udp), length: 0);
        DecodedFrame decoded = new SampleFrame(LinkType.Raw, Join(jumbo, new byte[100])).Decode();
        decoded.Packet.PayloadLength.ShouldBe(70_000);
    }

    [Fact]
    public void Sctp_has_ports() => Decode4(132, Join(U16(5000), U16(36412), new byte[8], Data)).Tuple
        .ShouldBe("Sctp 192.0.2.1 5000 198.51.100.2 36412");

    static SampleFrame Frame4(int protocol, byte[] inside) => new(LinkType.Ethernet, Ethernet(0x0800, IPv4(protocol, inside)));

    static DecodedFrame Decode4(int protocol, byte[] inside) => Frame4(protocol, inside).Decode();

    static DecodedFrame ShouldBeMalformed(SampleFrame frame)
    {
        DecodedFrame decoded = frame.Decode();
        decoded.Packet.IsMalformed.ShouldBeTrue();
        decoded.Decoder.Counters.Malformed.ShouldBe(1);
        return decoded;
    }
}
