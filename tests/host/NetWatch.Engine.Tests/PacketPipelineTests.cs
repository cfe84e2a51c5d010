using NetWatch.Engine.Decode;
using NetWatch.Engine.Tests.Decode;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Engine.Tests.Files;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;
using CaptureFileReader = NetWatch.Engine.Files.CaptureFileReader;

namespace NetWatch.Engine.Tests;

/// <summary>Packets out of a file, taken with a look at the one behind, give what they give one by one.</summary>
public sealed class PacketPipelineTests
{
    static readonly FlowSample Web = FlowSample.Tcp("web", 80, FlowTurn.FromInitiator("GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n"),
        FlowTurn.FromResponder("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void However_many_are_taken_at_once_they_are_the_same_packets_and_the_same_flows(int most)
    {
        byte[] file = Mixed(seed: most);
        Taken single = Take(file, (pipeline, reader) =>
        {
            while (reader.TryRead(out CapturedPacket packet)) pipeline.OnPacket(packet);
        });
        Taken many = Take(file, (pipeline, reader) =>
        {
            while (pipeline.OnPackets(reader, most) == most)
            {
            }
        });
        many.Packets.ShouldBe(single.Packets);
        many.Flows.ShouldBe(single.Flows);
        many.Packets.Count.ShouldBe(4000);
        many.Flows.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_file_that_ends_early_gives_every_packet_before_its_end_and_says_so()
    {
        byte[] file = Mixed(seed: 5);
        using CaptureFileReader reader = CaptureFileReader.Open(new MemoryStream(file[..^3]), "cut.pcap");
        var pipeline = new PacketPipeline(ReferenceProtocols.Table(), new EngineOptions(), new TestFaults());
        pipeline.OnPackets(reader, 1000).ShouldBe(1000);
        pipeline.OnPackets(reader, 10_000).ShouldBe(2999);
        pipeline.Counters.Packets.ShouldBe(3999);
        reader.Error.ShouldNotBeNull().Message.ShouldContain("cut short");
        pipeline.OnPackets(reader, 10).ShouldBe(0);
    }

    [Fact]
    public void Of_none_nothing_is_taken()
    {
        using CaptureFileReader reader = CaptureFileReader.Open(new MemoryStream(Mixed(seed: 1)), "some.pcap");
        var pipeline = new PacketPipeline(ReferenceProtocols.Table(), new EngineOptions(), new TestFaults());
        pipeline.OnPackets(reader, 0).ShouldBe(0);
        pipeline.Counters.Packets.ShouldBe(0);
    }

    // More than one window of the reader, frames of every kind between common ones, fragments of one datagram among them.
    static byte[] Mixed(int seed)
    {
        var random = new Random(seed);
        SampleFrame[] rare = [.. SampleFrames.All.Where(frame => frame.LinkType == LinkType.Ethernet)];
        SamplePacket[] common = [.. CaptureSample.FromFlow(Web, 40).Packets];
        CaptureBytes file = new CaptureBytes(bigEndian: false).PcapHeader();
        for (uint i = 0; i < 4000; i++)
        {
            byte[] frame = random.Next(4) == 0 ? [.. rare[random.Next(rare.Length)].Bytes] : common[i % common.Length].Bytes.ToArray();
            if (random.Next(20) == 0 && frame.Length > 30) frame[random.Next(20, frame.Length)] ^= (byte)random.Next(256);
            file.PcapRecord(1_700_000_000 + i / 50, i % 50, frame);
        }

        return file.ToArray();
    }

    static Taken Take(byte[] file, Action<PacketPipeline, CaptureFileReader> drive)
    {
        var tap = new Tap();
        var listener = new TestListener();
        var pipeline = new PacketPipeline(ReferenceProtocols.Table(), new EngineOptions(), new TestFaults()) { Tap = tap, Listener = listener };
        using CaptureFileReader reader = CaptureFileReader.Open(new MemoryStream(file), "some.pcap");
        drive(pipeline, reader);
        pipeline.Complete();
        List<string> flows = [.. listener.Ended.Select(flow => $"{flow.Id} {flow.App} {flow.PacketsToServer} {flow.PacketsToClient} {flow.BytesToServer} {flow.Start} {flow.End} {flow.Facts.Count}")];
        flows.AddRange(listener.Facts.Select(fact => $"{fact.Flow.Id} {fact.Time} {fact.Fact.Summary}"));
        flows.Add($"{pipeline.Counters.Packets} {pipeline.Counters.Bytes} {pipeline.DecodeCounters.Frames} {pipeline.DecodeCounters.Malformed} {pipeline.DecodeCounters.NotIp}");
        return new Taken(tap.Packets, flows);
    }

    sealed record Taken(List<string> Packets, List<string> Flows);

    sealed class Tap : IPacketTap
    {
        internal List<string> Packets { get; } = [];

        public void OnPacket(in CapturedPacket packet, in DecodedPacket decoded) => Packets.Add(
            $"{packet.Time} {packet.Bytes.Length} {decoded.Source} {decoded.SourcePort} {decoded.Destination} {decoded.DestinationPort} {decoded.Transport} {decoded.Traits} "
            + $"{decoded.PayloadOffset} {decoded.PayloadLength} {decoded.TcpSequence} {decoded.TcpAcknowledgment} {decoded.TcpFlags} {decoded.TcpWindow} {decoded.VlanId} {decoded.EtherType}");
    }
}
