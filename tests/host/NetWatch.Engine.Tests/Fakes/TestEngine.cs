using NetWatch.Engine.Identification;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>A pipeline with fake protocols, and a clock that the test moves: packets take their time from it.</summary>
sealed class TestEngine
{
    internal TestEngine(params FakeProtocol[] protocols) : this(new EngineOptions(), protocols) { }

    internal TestEngine(EngineOptions options, params FakeProtocol[] protocols)
        : this(new ProtocolTable(protocols.Select(protocol => protocol.Build())), options) { }

    internal TestEngine(ProtocolTable table, EngineOptions? options = null)
    {
        Pipeline = new PacketPipeline(table, options ?? new EngineOptions(), Faults) { Listener = Listener };
    }

    internal TestFaults Faults { get; } = new();

    internal TestListener Listener { get; } = new();

    internal PacketPipeline Pipeline { get; }

    internal EngineCounters Counters => Pipeline.Counters;

    internal List<FlowRecord> Ended => Listener.Ended;

    /// <summary>Time of the next packet.</summary>
    internal Timestamp Now { get; private set; } = new(1_767_225_600_000_000_000);

    internal TestEngine After(double seconds)
    {
        Now = new Timestamp(Now.Nanoseconds + (long)(seconds * 1e9));
        return this;
    }

    internal TestEngine At(long nanoseconds)
    {
        Now = new Timestamp(nanoseconds);
        return this;
    }

    internal void Frame(ReadOnlySpan<byte> frame, int snapLength = int.MaxValue, LinkType linkType = LinkType.Ethernet)
    {
        Pipeline.OnPacket(new CapturedPacket(frame[..Math.Min(frame.Length, snapLength)], Now, frame.Length, linkType));
        Now = new Timestamp(unchecked(Now.Nanoseconds + 1000));
    }

    internal void Play(CaptureSample capture)
    {
        foreach (SamplePacket packet in capture.Packets)
            Pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
    }

    /// <summary>A TCP connection to speak on.</summary>
    internal TcpTalk Tcp(ushort port = 443, ushort clientPort = 40_000, uint clientIsn = 1000, uint serverIsn = 9000) =>
        new(this, clientPort, port, clientIsn, serverIsn);

    internal void Udp(string text, ushort port = 53, ushort clientPort = 40_000, bool fromResponder = false, int snapLength = int.MaxValue)
    {
        PacketBuilder builder = new PacketBuilder().Ethernet();
        builder = fromResponder
            ? builder.IPv4(TcpTalk.Server, TcpTalk.Client).Udp(port, clientPort)
            : builder.IPv4(TcpTalk.Client, TcpTalk.Server).Udp(clientPort, port);
        Frame(builder.Build(System.Text.Encoding.Latin1.GetBytes(text)), snapLength);
    }

    /// <summary>Ends the capture. What the fakes assert is thrown on packet threads and shows up here.</summary>
    internal FlowRecord[] Complete(bool expectFaults = false)
    {
        Pipeline.Complete();
        if (!expectFaults) Faults.Reports.ShouldBeEmpty();
        return [.. Ended];
    }
}
