using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Flows;

/// <summary>How flows begin, are counted, and end. Packet time is the only clock.</summary>
public class FlowLifeTests
{
    static readonly EngineOptions Brief = new()
    {
        TcpTimeout = TimeSpan.FromSeconds(50), TcpOpeningTimeout = TimeSpan.FromSeconds(20), TcpClosedTimeout = TimeSpan.FromSeconds(3),
        UdpTimeout = TimeSpan.FromSeconds(10), OtherTimeout = TimeSpan.FromSeconds(5),
    };

    [Fact]
    public void Packets_and_bytes_are_counted_for_each_side()
    {
        var engine = new TestEngine();
        engine.Udp("12345");
        engine.Udp("123", fromResponder: true);
        engine.Udp("1", fromResponder: true);
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        (flow.PacketsToServer, flow.BytesToServer).ShouldBe((1, 47));
        (flow.PacketsToClient, flow.BytesToClient).ShouldBe((2, 88));
        flow.Tuple.ShouldBe(new FiveTuple(Transport.Udp, TcpTalk.Client, 40_000, TcpTalk.Server, 53));
    }

    [Theory]
    [InlineData(53, true)]
    [InlineData(32_767, true)]
    [InlineData(32_768, false)]
    [InlineData(51_413, false)]
    public void A_flow_that_begins_with_an_answer_is_turned_for_a_usual_port_unless_clients_are_given_such_ports(ushort usual, bool isTurned)
    {
        var engine = new TestEngine(new FakeProtocol("usual", static (in FlowPrefix _) => Classification.NoMatch, ports: [usual]));
        engine.Udp("first", clientPort: usual, port: 28_080);
        FlowRecord flow = engine.Complete().ShouldHaveSingleItem();
        flow.Tuple.SourcePort.ShouldBe(isTurned ? (ushort)28_080 : usual);
        (flow.PacketsToServer, flow.PacketsToClient).ShouldBe(isTurned ? (0, 1) : (1, 0));
    }

    [Fact]
    public void Bytes_are_those_of_the_wire_also_where_the_capture_cut_them()
    {
        var engine = new TestEngine();
        engine.Udp(new string('x', 1000), snapLength: 60);
        engine.Complete().ShouldHaveSingleItem().BytesToServer.ShouldBe(1042);
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(11, 2)]
    public void A_silent_flow_ends_at_its_timeout_and_the_next_packet_begins_another(double silence, int flows)
    {
        var engine = new TestEngine(Brief);
        engine.Udp("a");
        engine.After(silence);
        engine.Udp("b");
        engine.Complete().Length.ShouldBe(flows);
        engine.Ended[0].EndReason.ShouldBe(flows == 2 ? FlowEndReason.Timeout : FlowEndReason.CaptureEnded);
    }

    [Fact]
    public void Where_a_flow_ends_does_not_depend_on_other_traffic()
    {
        var alone = new TestEngine(Brief);
        var busy = new TestEngine(Brief);
        foreach (TestEngine engine in (TestEngine[])[alone, busy])
        {
            for (ushort port = 1; engine == busy && port < 3000; port++) engine.Udp("noise", clientPort: port, port: 9999);
            engine.Udp("a");
            engine.After(9.9);
            for (ushort port = 1; engine == busy && port < 3000; port++) engine.Udp("noise", clientPort: port, port: 9999);
            engine.After(0.2);
            engine.Udp("b");
        }

        alone.Complete().Count(flow => flow.Tuple.DestinationPort == 53).ShouldBe(2);
        busy.Complete().Count(flow => flow.Tuple.DestinationPort == 53).ShouldBe(2);
    }

    [Fact]
    public void Each_kind_of_flow_has_its_own_timeout()
    {
        var engine = new TestEngine(Brief);
        engine.Tcp(clientPort: 1).Open();
        engine.Tcp(clientPort: 2).Syn();
        engine.Tcp(clientPort: 3).Open().Close();
        engine.Tcp(clientPort: 4).Open().Reset();
        engine.Udp("x", clientPort: 5);
        engine.Frame(new PacketBuilder().Ethernet().IPv4(TcpTalk.Client, TcpTalk.Server, 89).Build(new byte[30]));
        for (int i = 0; i < 600; i++)
        {
            engine.After(0.1);
            engine.Pipeline.Tick(engine.Now);
        }

        engine.Ended.Select(flow => (Port: (int)flow.Tuple.SourcePort, flow.EndReason)).Order().ShouldBe(
        [
            (0, FlowEndReason.Timeout), (1, FlowEndReason.Timeout), (2, FlowEndReason.Timeout), (3, FlowEndReason.Closed),
            (4, FlowEndReason.Closed), (5, FlowEndReason.Timeout),
        ]);
        engine.Pipeline.Tracker.Flows.Count.ShouldBe(0);
    }

    [Fact]
    public void Packets_from_the_past_end_nothing()
    {
        var engine = new TestEngine(Brief);
        engine.Udp("a");
        engine.After(-1000);
        for (int i = 0; i < 100; i++) engine.Udp("b");
        engine.Complete().ShouldHaveSingleItem().PacketsToServer.ShouldBe(101);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void Absurd_times_are_survived(long nanoseconds)
    {
        var engine = new TestEngine(Brief);
        engine.Udp("a");
        engine.At(nanoseconds);
        engine.Udp("b");
        engine.Tcp().Open().Send(0, "abc");
        engine.At(1_767_225_600_000_000_000);
        engine.Udp("c");
        engine.Complete().Length.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void A_full_table_gives_up_the_least_recently_used_and_counts_it()
    {
        var engine = new TestEngine(new EngineOptions { FlowMemoryBytes = 0 });
        for (ushort port = 1; port <= 20; port++)
        {
            engine.Udp("x", clientPort: port);
            engine.After(0.001);
        }

        engine.Counters.FlowsEvicted.ShouldBe(4);
        engine.Ended.Select(flow => flow.Tuple.SourcePort).ShouldBe([(ushort)1, (ushort)2, (ushort)3, (ushort)4]);
        engine.Ended.ShouldAllBe(flow => flow.EndReason == FlowEndReason.Evicted);
        engine.Counters.Drops().Single(drop => drop.Name == "flows evicted").Count.ShouldBe(4);
    }

    [Fact]
    public void What_is_held_of_open_flows_is_bounded_as_well_and_those_longest_idle_go()
    {
        // Room for 51 flows of which something is held, and for more than 200 others.
        var engine = new TestEngine(new EngineOptions { FlowMemoryBytes = 64 << 10 }, FakeProtocol.StartingWith("held", "held"));
        for (ushort port = 1; port <= 100; port++) engine.Udp("other", clientPort: port);
        for (ushort port = 1001; port <= 1100; port++)
        {
            engine.Udp("held", clientPort: port);
            engine.Udp("held", clientPort: 1001);
            engine.Pipeline.Tracker.Contents.Count.ShouldBeLessThanOrEqualTo(51);
        }

        engine.Counters.FlowsEvicted.ShouldBe(49);
        engine.Ended.ShouldAllBe(flow => flow.EndReason == FlowEndReason.Evicted && flow.App == "held" && flow.Tuple.SourcePort != 1001);
        engine.Ended.Average(flow => flow.Tuple.SourcePort).ShouldBeLessThan(1050);
        engine.Complete().Length.ShouldBe(200);
        engine.Pipeline.Tracker.Contents.Count.ShouldBe(0);
    }

    [Fact]
    public void At_the_end_flows_are_told_in_the_order_in_which_they_began()
    {
        var engine = new TestEngine();
        for (ushort port = 1; port <= 100; port++) engine.Udp("x", clientPort: (ushort)(port * 37 % 101));
        engine.Udp("again", clientPort: 37);
        engine.Complete().Select(flow => flow.Start).ShouldBeInOrder();
        engine.Ended.ShouldAllBe(flow => flow.EndReason == FlowEndReason.CaptureEnded);
    }

    [Fact]
    public void Flow_ids_are_the_same_on_every_run_and_differ_between_flows()
    {
        long[] first = Ids(), second = Ids();
        first.ShouldBe(second);
        first.Distinct().Count().ShouldBe(first.Length);
        first.ShouldAllBe(id => id >= 0 && id < 1L << 53);

        static long[] Ids()
        {
            var engine = new TestEngine();
            for (int port = 1; port <= 2000; port++) engine.Udp("x", clientPort: (ushort)port);
            engine.Tcp().Open().Close();
            engine.Tcp().Open();
            return [.. engine.Complete().Select(flow => flow.Id)];
        }
    }

    [Fact]
    public void Fragments_make_one_flow_once_they_are_whole()
    {
        var engine = new TestEngine(FakeProtocol.Any());
        byte[] datagram = new PacketBuilder().IPv4(TcpTalk.Client, TcpTalk.Server).Udp(1, 53).Build(new byte[2000])[20..];
        engine.Frame(new PacketBuilder().Ethernet().IPv4Fragment(TcpTalk.Client, TcpTalk.Server, 17, 5, 1000, false).Build(datagram.AsSpan(1000)));
        engine.Pipeline.Totals.Flows.ShouldBe(0);
        engine.Frame(new PacketBuilder().Ethernet().IPv4Fragment(TcpTalk.Client, TcpTalk.Server, 17, 5, 0, true).Build(datagram.AsSpan(0, 1000)));
        engine.Complete().ShouldHaveSingleItem().Tuple.DestinationPort.ShouldBe((ushort)53);
    }

    [Theory]
    [InlineData(53, 1)]
    [InlineData(4789, 0)]
    public void A_first_fragment_whose_datagram_is_never_whole_is_counted_with_its_flow_unless_it_may_be_a_tunnel(ushort port, int flows)
    {
        var engine = new TestEngine();
        byte[] frame = new PacketBuilder().Ethernet().IPv4(TcpTalk.Client, TcpTalk.Server).Udp(40_000, port).Build(new byte[88]);
        // "More fragments".
        frame[20] |= 0x20;
        engine.Frame(frame);
        FlowRecord[] ended = engine.Complete();
        ended.Length.ShouldBe(flows);
        if (flows == 0) return;
        ended[0].Tuple.ShouldBe(new FiveTuple(Transport.Udp, TcpTalk.Client, 40_000, TcpTalk.Server, port));
        (ended[0].PacketsToServer, ended[0].BytesToServer).ShouldBe((1, frame.Length));
    }

    [Fact]
    public void A_first_fragment_from_the_port_of_a_known_protocol_is_an_answer()
    {
        var engine = new TestEngine(new FakeProtocol("dns", (in FlowPrefix _) => Classification.NoMatch, ports: [53]));
        byte[] frame = new PacketBuilder().Ethernet().IPv4(TcpTalk.Server, TcpTalk.Client).Udp(53, 40_000).Build(new byte[88]);
        frame[20] |= 0x20;
        engine.Frame(frame);
        engine.Complete().ShouldHaveSingleItem().Tuple.Source.ShouldBe(TcpTalk.Client);
    }
}
