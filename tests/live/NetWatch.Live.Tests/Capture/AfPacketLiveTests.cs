using System.Net.Sockets;
using NetWatch.Live.Tests.Network;
using NetWatch.Plugins.AfPacket;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Live.Tests.Capture;

public sealed class AfPacketLiveTests() : CaptureSourceLiveTests(new AfPacketSource())
{
    [RootFact]
    public void Two_sessions_of_a_fanout_group_share_the_packets_and_repeat_none()
    {
        const int Count = 4000;
        (List<int> first, List<int> second) = NetworkPair.In(Pair.Right, () =>
        {
            CaptureOptions options = OnRight with { FanoutGroup = 7 };
            using ICaptureSession one = Source.Open(options);
            using ICaptureSession two = Source.Open(options);
            SendToRight(Count, flows: 64);
            return (NumbersOf(one), NumbersOf(two));
        });

        first.ShouldNotBeEmpty();
        second.ShouldNotBeEmpty();
        first.Concat(second).Order().ShouldBe(Enumerable.Range(0, Count));
    }

    [RootFact]
    public void A_session_goes_on_when_its_interface_comes_up_again_and_says_when_it_is_down()
    {
        NetworkPair.In(Pair.Right, () =>
        {
            using ICaptureSession session = Source.Open(OnRight);
            var recorder = new PacketRecorder();
            NetworkPair.IpIn(Pair.Right, "link", "set", NetworkPair.RightInterface, "down");
            LiveCapture.Drain(session, recorder).ShouldBeFalse();
            session.Notice.ShouldNotBeNull().ShouldContain("down");

            NetworkPair.IpIn(Pair.Right, "link", "set", NetworkPair.RightInterface, "up");
            NetworkPair.IpIn(Pair.Right, "neigh", "replace", NetworkPair.LeftAddress, "lladdr", NetworkPair.LeftHardware,
                "dev", NetworkPair.RightInterface);
            SendToRight(50);
            LiveCapture.Drain(session, recorder).ShouldBeFalse();

            recorder.Packets.Select(p => UdpProbe.NumberIn(p.Bytes)).OfType<int>().ShouldBe(Enumerable.Range(0, 50));
            session.Notice.ShouldBeNull();
        });
    }

    [RootFact]
    public void A_tagged_packet_is_cooked_with_its_tag()
    {
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight with { Interface = "any" },
            () => SendFramesToRight([Frames.Tagged(0x8100, 0x002a)]));

        PacketRecord packet = capture.Probes.ShouldHaveSingleItem();
        Convert.ToHexString(packet.Bytes.AsSpan(0, 2)).ShouldBe("8100");
        // TCI, inner protocol, and the IPv4 header after it, as on the wire.
        packet.Bytes[20..].ShouldBe(Frames.Tagged(0x8100, 0x002a)[14..]);
    }

    [RootFact]
    public void A_tunnel_without_link_layer_gives_raw_ip_in_both_directions()
    {
        byte[] incoming = Frames.IpPacket("10.97.0.2", "10.97.0.1", number: 1);
        LiveCapture capture = NetworkPair.In(Pair.Left, () =>
        {
            using var tunnel = new TunDevice("tun1");
            NetworkPair.IpIn(Pair.Left, "addr", "add", "10.97.0.1/24", "dev", "tun1");
            NetworkPair.IpIn(Pair.Left, "link", "set", "tun1", "up");
            using Socket listener = UdpProbe.Listen("10.97.0.1");
            return LiveCapture.Run(Source, Pair.Left, OnRight with { Interface = "tun1" }, () =>
            {
                NetworkPair.In(Pair.Left, () => UdpProbe.Send("10.97.0.2", 1));
                tunnel.Receive(incoming);
            });
        });

        capture.Numbers.ShouldBe([0, 1]);
        capture.Probes.ShouldAllBe(p => p.LinkType == LinkType.Raw && p.Bytes[0] == 0x45);
        capture.Probes.Last().Bytes.ShouldBe(incoming);
    }

    [RootFact]
    public void A_bpf_expression_is_refused_with_the_source_that_can_take_it()
    {
        CaptureException error = Should.Throw<CaptureException>(() => Source.Open(OnRight with { BpfExpression = "tcp port 80" }));

        error.Remedy.ShouldNotBeNull().ShouldContain("--source libpcap");
    }

    static List<int> NumbersOf(ICaptureSession session)
    {
        var recorder = new PacketRecorder();
        LiveCapture.Drain(session, recorder);
        return [.. recorder.Packets.Select(p => UdpProbe.NumberIn(p.Bytes)).OfType<int>()];
    }
}
