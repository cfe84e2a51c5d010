using System.Text;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Ring;
using NetWatch.Engine.Snapshots;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests;

/// <summary>Once flows are known, a packet costs no memory.</summary>
public class AllocationTests
{
    const int Rounds = 20_000;

    sealed class Side(NetAddress from, NetAddress to, ushort fromPort, ushort toPort, int length)
    {
        readonly byte[] _frame = new PacketBuilder().Ethernet().IPv4(from, to).Tcp(fromPort, toPort, 0, 0, TcpFlags.Ack).Build(new byte[length]);
        uint _sequence = 5000;

        internal byte[] Next()
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(_frame.AsSpan(38), _sequence);
            _sequence += (uint)length;
            return _frame;
        }

        // The frame after the next one, then the next one: the first has to wait.
        internal void Swap(Action<byte[]> send)
        {
            uint first = _sequence;
            _sequence += (uint)length;
            send(Next());
            uint after = _sequence;
            _sequence = first;
            send(Next());
            _sequence = after;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_the_steady_state_a_packet_allocates_nothing(bool withScreen)
    {
        var table = new ProtocolTable([
            new(new ProtocolAttribute("done", Transports.Tcp) { Evidence = Evidence.Magic }, new FakeClassifier(static (in FlowPrefix prefix) => prefix.ResponderPort == 443 ? Classification.Match() : Classification.NoMatch), null, new QuietFactory(AnalysisVerdict.Done)),
            new(new ProtocolAttribute("watched", Transports.Tcp | Transports.Udp), new FakeClassifier(static (in FlowPrefix _) => Classification.Match()), null, new QuietFactory(AnalysisVerdict.Continue)),
        ]);
        var pipeline = new PacketPipeline(table, new EngineOptions(), new TestFaults()) { Listener = new TestListener() };
        if (withScreen)
        {
            pipeline.Ring = new PacketRing(5000, 8 << 20);
            _ = new SnapshotPublisher(pipeline, new SnapshotStore(), TimeProvider.System, 100);
        }

        long time = 1_000_000_000;
        Action<byte[]> send = frame => pipeline.OnPacket(new CapturedPacket(frame, new Timestamp(time += 1000), frame.Length, LinkType.Ethernet));
        Action round = Traffic(send);
        for (int i = 0; i < 2000; i++) round();
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < Rounds; i++) round();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
        pipeline.Counters.Packets.ShouldBeGreaterThan(Rounds * 5);
    }

    static Action Traffic(Action<byte[]> send)
    {
        NetAddress a = TcpTalk.Client, b = TcpTalk.Server, a6 = new(0x20010DB800000001, 1), b6 = new(0x20010DB800000002, 2);
        Side tls = new(b, a, 443, 1, 1400), web = new(a, b, 2, 80, 900), plain = new(a, b, 3, 9, 100), disordered = new(a, b, 4, 80, 700);
        byte[] udp = new PacketBuilder().Ethernet().IPv6(a6, b6).Udp(5, 53).Build(Encoding.ASCII.GetBytes("question"));
        byte[] arp = new PacketBuilder().Ethernet([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7], 0x0806).Build(new byte[28]);
        send(new PacketBuilder().Ethernet().IPv4(a, b).Tcp(4, 80, 4999, 0, TcpFlags.Syn).Build());
        return () =>
        {
            send(tls.Next());
            send(web.Next());
            send(plain.Next());
            send(udp);
            send(arp);
            disordered.Swap(send);
        };
    }

    sealed class QuietFactory(AnalysisVerdict verdict) : IFlowAnalyzerFactory
    {
        public IFlowAnalyzer Create() => new Quiet(verdict);
    }

    sealed class Quiet(AnalysisVerdict verdict) : IFlowAnalyzer
    {
        public void Start(in FlowStart start) { }

        public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts) => verdict;

        public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) => AnalysisVerdict.Continue;

        public void OnEnd(IFactSink facts) { }
    }
}
