using System.Text;
using NetWatch.Engine.Ring;
using NetWatch.Engine.Tests.Decode;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Engine.Tests;

/// <summary>Packets that nobody meant to send, through the whole way with the real protocols.</summary>
public class HostileTrafficTests
{
    static readonly EngineOptions Small = new() { FlowMemoryBytes = 200_000, MaxHeldStreams = 20, MaxHeldBytes = 20_000, MaxUndecidedFlows = 50 };

    static readonly FlowSample[] Samples =
    [
        FlowSample.Tcp("web", 80, FlowTurn.FromInitiator("GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n"),
            FlowTurn.FromResponder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")),
        FlowSample.Tcp("proxy", 3128, FlowTurn.FromInitiator("CONNECT example.org:443 HTTP/1.1\r\n\r\n"),
            FlowTurn.FromResponder("HTTP/1.1 200 OK\r\n\r\n"), FlowTurn.FromInitiator(ClientHello())),
        FlowSample.Tcp("tls", 443, FlowTurn.FromInitiator(ClientHello()), FlowTurn.FromResponder("\u0015\u0003\u0003\u0000\u0002\u0002\u0028")),
        FlowSample.Udp("dns", 53, FlowTurn.FromInitiator(Query()), FlowTurn.FromResponder(Query())),
    ];

    [Fact]
    public void Mutated_conversations_throw_nothing_and_stay_bounded()
    {
        (PacketPipeline pipeline, TestFaults faults) = Make();
        var random = new Random(11);
        SamplePacket[] packets = [.. Samples.SelectMany(sample => CaptureSample.FromFlow(sample, 40).Packets)];
        for (int i = 0; i < 100_000; i++)
        {
            SamplePacket packet = packets[random.Next(packets.Length)];
            byte[] frame = packet.Bytes.ToArray();
            for (int change = random.Next(4); change > 0; change--) frame[random.Next(random.Next(2) == 0 ? frame.Length : Math.Min(frame.Length, 60))] = (byte)random.Next(256);
            int captured = random.Next(8) == 0 ? random.Next(frame.Length + 1) : frame.Length;
            pipeline.OnPacket(new CapturedPacket(frame.AsSpan(0, captured), new Timestamp(random.NextInt64(100_000_000_000)), frame.Length, packet.LinkType));
        }

        ShouldBeSound(pipeline, faults);
    }

    [Fact]
    public void Mutated_frames_of_every_kind_throw_nothing_and_stay_bounded()
    {
        (PacketPipeline pipeline, TestFaults faults) = Make();
        var random = new Random(12);
        SampleFrame[] frames = [.. SampleFrames.All];
        for (int i = 0; i < 60_000; i++)
        {
            SampleFrame sample = frames[random.Next(frames.Length)];
            byte[] frame = [.. sample.Bytes];
            for (int change = random.Next(6); change > 0 && frame.Length > 0; change--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
            pipeline.OnPacket(new CapturedPacket(frame, new Timestamp(i * 1000L), frame.Length, sample.LinkType));
        }

        ShouldBeSound(pipeline, faults);
    }

    [Fact]
    public void Random_segments_on_few_connections_throw_nothing_and_stay_bounded()
    {
        (PacketPipeline pipeline, TestFaults faults) = Make();
        var random = new Random(13);
        uint[] places = [0, 1, 100, 1 << 16, 1 << 24, 1u << 30, 1u << 31, 3u << 30, uint.MaxValue];
        for (int i = 0; i < 60_000; i++)
        {
            bool fromClient = random.Next(2) == 0;
            NetAddress source = fromClient ? TcpTalk.Client : TcpTalk.Server, destination = fromClient ? TcpTalk.Server : TcpTalk.Client;
            ushort client = (ushort)random.Next(20), server = 443;
            uint sequence = places[random.Next(places.Length)] + (uint)random.Next(2000), ack = places[random.Next(places.Length)] + (uint)random.Next(2000);
            byte[] payload = new byte[random.Next(3) == 0 ? 0 : random.Next(1400)];
            if (random.Next(3) == 0) random.NextBytes(payload);
            byte[] frame = new PacketBuilder().Ethernet().IPv4(source, destination)
                .Tcp(fromClient ? client : server, fromClient ? server : client, sequence, ack, (TcpFlags)random.Next(64)).Build(payload);
            pipeline.OnPacket(new CapturedPacket(frame, new Timestamp(i * 1_000_000L), frame.Length, LinkType.Ethernet));
        }

        ShouldBeSound(pipeline, faults);
    }

    static (PacketPipeline Pipeline, TestFaults Faults) Make()
    {
        var faults = new TestFaults();
        return (new PacketPipeline(ReferenceProtocols.Table(), Small, faults) { Ring = new PacketRing(500, 1 << 20), Listener = new CountingListener() }, faults);
    }

    static void ShouldBeSound(PacketPipeline pipeline, TestFaults faults)
    {
        faults.Reports.Select(report => report.Error.ToString()).ShouldBeEmpty();
        pipeline.Tracker.Flows.Extent.ShouldBeLessThan(2000);
        var listener = (CountingListener)pipeline.Listener!;
        long flows = pipeline.Counters.Flows;
        pipeline.Complete();
        listener.Ended.ShouldBe(flows, "every flow is told once");
        pipeline.Tracker.Flows.Count.ShouldBe(0);
        pipeline.Tracker.Contents.Count.ShouldBe(0);
    }

    static byte[] Query()
    {
        byte[] name = [7, .. "example"u8, 3, .. "org"u8, 0];
        return [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name, 0, 1, 0, 1];
    }

    static byte[] ClientHello()
    {
        byte[] host = Encoding.ASCII.GetBytes("example.org");
        byte[] sni = [0, 0, 0, (byte)(host.Length + 5), 0, (byte)(host.Length + 3), 0, 0, (byte)host.Length, .. host];
        byte[] body = [3, 3, .. new byte[32], 0, 0, 4, 0x13, 1, 0x13, 2, 1, 0, 0, (byte)sni.Length, .. sni];
        return [22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }
}
