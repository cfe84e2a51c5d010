using System.Collections.Immutable;
using System.Text;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Ring;
using NetWatch.Engine.Tests.Decode;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Ring;

public class PacketHistoryTests
{
    readonly FakeDissector _dissector = new();

    (TestEngine Engine, PacketHistory History) Make(int packets = 1000, FakeProtocol? protocol = null)
    {
        protocol ??= new FakeProtocol("any", static (in FlowPrefix prefix) =>
            prefix.Bytes[0] == (byte)'?' ? Classification.NoMatch : Classification.Match(), ports: [443]) { Dissector = _dissector };
        var table = new ProtocolTable([protocol.Build()]);
        var engine = new TestEngine(table);
        engine.Pipeline.Ring = new PacketRing(packets, 8 << 20);
        return (engine, new PacketHistory(engine.Pipeline.Ring, table, engine.Faults));
    }

    [Fact]
    public void A_row_says_what_the_packet_said()
    {
        (TestEngine engine, PacketHistory history) = Make();
        Timestamp time = engine.Now;
        engine.Tcp().Open().Answer(0, "abc", snapLength: 55);
        history.TryGetRow(4, out PacketRow row).ShouldBeTrue();
        row.Number.ShouldBe(4);
        row.Time.Nanoseconds.ShouldBe(time.Nanoseconds + 3000);
        (row.WireLength, row.CapturedLength, row.PayloadLength, row.IsTruncated).ShouldBe((57, 55, 3, true));
        row.Tuple.ShouldBe(new FiveTuple(Transport.Tcp, TcpTalk.Server, 443, TcpTalk.Client, 40_000));
        (row.IpProtocol, row.TcpFlags, row.FlowNumber, row.Direction).ShouldBe(((byte)6, (byte)8, 1, FlowDirection.FromResponder));
        history.TryGetRow(0, out _).ShouldBeFalse();
        history.TryGetRow(5, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_label_shows_on_all_packets_of_the_flow_once_it_is_known_and_a_port_is_a_guess()
    {
        (TestEngine engine, PacketHistory history) = Make();
        engine.Tcp().Open();
        Label(history, 1).ShouldBe(("any", true));
        engine.Tcp().Send(0, "x");
        for (int number = 1; number <= 4; number++) Label(history, number).ShouldBe(("any", false));
        engine.Tcp(port: 9).Open().Send(0, "?");
        Label(history, 5).ShouldBe((null, false));

        static (string?, bool) Label(PacketHistory history, long number) => history.TryGetRow(number, out PacketRow row) ? (row.App, row.IsGuess) : default;
    }

    [Fact]
    public void A_dissector_gets_the_bytes_of_the_stream_up_to_the_packet()
    {
        (TestEngine engine, PacketHistory history) = Make();
        engine.Tcp(clientIsn: uint.MaxValue - 4).Open().Send(0, "abc").Answer(0, "xyz").Send(6, "ghi").Send(3, "def").Send(3, "def").Send(9, "jkl");
        history.Dissect(9);
        _dissector.Seen.ShouldBe("abcdefghi|jkl, from the first byte");
        history.Summarize(5).ShouldBe("|xyz, from the first byte");
        history.Summarize(4).ShouldBe("|abc, from the first byte");
    }

    [Fact]
    public void Only_what_lies_without_a_gap_before_the_packet_is_given()
    {
        (TestEngine engine, PacketHistory history) = Make();
        engine.Tcp().Open().Send(0, "abc").Send(5, "fgh").Send(8, "ijk");
        history.Summarize(6).ShouldBe("fgh|ijk");
    }

    [Fact]
    public void A_segment_that_the_capture_cut_is_a_gap()
    {
        (TestEngine engine, PacketHistory history) = Make();
        engine.Tcp().Open().Send(0, "abcdef", snapLength: 57).Send(6, "ghi");
        history.Summarize(5).ShouldBe("|ghi");
    }

    [Fact]
    public void A_stream_whose_beginning_left_the_ring_does_not_start_at_its_first_byte()
    {
        (TestEngine engine, PacketHistory history) = Make(packets: 3);
        engine.Tcp().Open().Send(0, "abc").Send(3, "def").Send(6, "ghi").Send(9, "jkl");
        history.Summarize(5).ShouldBe("|def");
        history.Summarize(7).ShouldBe("defghi|jkl");
    }

    [Fact]
    public void The_first_packet_of_a_flow_joined_in_the_middle_starts_at_the_first_byte_there_is()
    {
        (TestEngine engine, PacketHistory history) = Make();
        engine.Tcp().Send(100, "abc").Send(103, "def");
        engine.Pipeline.Complete();
        history.Dissect(1).ShouldNotBeNull();
    }

    [Fact]
    public void Wild_sequence_numbers_confuse_nobody()
    {
        (TestEngine engine, PacketHistory history) = Make();
        var random = new Random(3);
        TcpTalk talk = engine.Tcp().Open().Send(0, "abc");
        for (int i = 0; i < 300; i++) talk.Segment(true, TcpFlags.Ack, (uint)random.NextInt64(1L << 32), 0, "zzz");
        for (long number = history.First; number <= history.Last; number++) history.Dissect(number).ShouldNotBeNull();
        engine.Faults.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void Datagrams_stand_alone_and_the_range_of_a_node_is_marked_in_the_frame()
    {
        (TestEngine engine, PacketHistory history) = Make();
        engine.Udp("abc");
        PacketDetail detail = history.Dissect(1)!;
        DetailNode node = detail.Nodes[^1];
        node.Text.ShouldBe("|abc, from the first byte");
        Encoding.Latin1.GetString(detail.Bytes.AsSpan(node.Start, node.Length)).ShouldBe("abc");
    }

    [Fact]
    public void A_dissector_that_throws_leaves_the_headers_and_says_so()
    {
        (TestEngine engine, PacketHistory history) = Make();
        engine.Udp("abc");
        _dissector.Throws = true;
        history.Dissect(1)!.Nodes[^1].Text.ShouldContain("failed");
        engine.Faults.Reports.ShouldHaveSingleItem().Extension.ShouldBe(_dissector);
        history.Summarize(1).ShouldBe("40000 → 53 Len=3");
        history.Dissect(1)!.Nodes[^1].Text.ShouldStartWith("Payload");
    }

    [Fact]
    public void What_a_fragment_shows_does_not_depend_on_what_was_looked_at_before()
    {
        (TestEngine engine, PacketHistory history) = Make();
        byte[] datagram = new PacketBuilder().IPv4(TcpTalk.Client, TcpTalk.Server).Udp(1, 53).Build(Encoding.Latin1.GetBytes(new string('x', 64)))[20..];
        for (int at = 0; at < datagram.Length; at += 24)
        {
            int length = Math.Min(24, datagram.Length - at);
            engine.Frame(new PacketBuilder().Ethernet()
                .IPv4Fragment(TcpTalk.Client, TcpTalk.Server, 17, 5, at, at + length < datagram.Length).Build(datagram.AsSpan(at, length)));
        }

        string?[] first = [.. Enumerable.Range(1, 3).Select(number => history.Summarize(number))];
        first.ShouldBe(["IP fragment", "IP fragment", "|" + new string('x', 64) + ", from the first byte"]);
        foreach (int number in (int[])[3, 2, 1, 2, 3, 3, 1]) history.Summarize(number).ShouldBe(first[number - 1]);
        history.Dissect(3)!.Nodes.ShouldContain(node => node.Text.StartsWith("Put together", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_packet_that_is_gone_nothing_is_said()
    {
        (TestEngine engine, PacketHistory history) = Make(packets: 1);
        engine.Udp("a");
        engine.Udp("b");
        history.Summarize(1).ShouldBeNull();
        history.Dissect(1).ShouldBeNull();
        history.CopyBytes(1, new byte[10]).ShouldBe(-1);
    }

    [Fact]
    public void Whatever_the_frame_is_every_range_lies_inside_it()
    {
        ProtocolTable table = ReferenceProtocols.Table();
        var faults = new TestFaults();
        var pipeline = new NetWatch.Engine.PacketPipeline(table, new NetWatch.Engine.EngineOptions(), faults) { Ring = new PacketRing(100, 8 << 20) };
        var history = new PacketHistory(pipeline.Ring, table, faults);
        SampleFrame[] samples = [.. SampleFrames.All];
        var random = new Random(7);
        for (int i = 1; i <= 8_000; i++)
        {
            SampleFrame sample = samples[random.Next(samples.Length)];
            byte[] frame = [.. sample.Bytes.AsSpan(0, random.Next(3) == 0 ? random.Next(sample.Bytes.Length) : sample.Bytes.Length)];
            for (int change = random.Next(4); change > 0 && frame.Length > 0; change--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
            pipeline.OnPacket(new CapturedPacket(frame, new Timestamp(i), frame.Length + random.Next(2) * 10, sample.LinkType));
            history.Summarize(i).ShouldNotBeNull();
            ShouldBeInside(history.Dissect(i)!, frame.Length);
        }

        faults.Reports.ShouldBeEmpty();
    }

    static void ShouldBeInside(PacketDetail detail, int length)
    {
        detail.Bytes.Length.ShouldBe(length);
        ImmutableArray<DetailNode> nodes = detail.Nodes;
        foreach (DetailNode node in nodes)
        {
            bool isInside = node.Length == 0 || (node.Start >= 0 && node.Length > 0 && node.Start + node.Length <= length);
            if (!isInside) throw new InvalidOperationException($"'{node.Text}' claims {node.Start}+{node.Length} of {length}");
        }
    }
}
