using NetWatch.Engine;
using NetWatch.Engine.Identification;
using NetWatch.Host.Output;
using NetWatch.Host.Tests.EndToEnd;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using CaptureFileReader = NetWatch.Engine.Files.CaptureFileReader;

namespace NetWatch.Host.Tests.Output;

/// <summary>What is written with <c>-w</c> is what was captured.</summary>
public sealed class PacketFileWriterTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static readonly SamplePacket[] Packets =
    [
        .. CaptureSample.FromFlow(Captures.HttpFlow()).Packets,
        // Of each length modulo four, cut by a snaplen, of another link type, with nanoseconds, and one beyond a block.
        .. Enumerable.Range(60, 4).Select(length => new SamplePacket(new Timestamp(1_767_225_600_123_456_789), LinkType.Ethernet, new byte[length], length + 1000)),
        new(new Timestamp(1_767_225_600_000_000_001), LinkType.Raw, new byte[] { 0x45, 0, 0, 20 }),
        new(new Timestamp(1_767_225_601_000_000_000), LinkType.Ethernet, new byte[2 << 20]),
        new(new Timestamp(1_767_225_602_000_000_000), LinkType.Ethernet, new byte[64]),
    ];

    [Fact]
    public void The_engines_reader_reads_back_every_packet()
    {
        using (PacketFileWriter writer = Write(Packets)) writer.Dropped.ShouldBe(0);
        ReadBack().ShouldBe(Packets.Select(packet => (packet.Time, packet.LinkType, packet.WireLength, Convert.ToHexString(packet.Bytes.Span))));
    }

    [Fact]
    public void A_capture_without_packets_is_a_whole_file()
    {
        Write([]).Dispose();
        ReadBack().ShouldBeEmpty();
    }

    PacketFileWriter Write(SamplePacket[] packets)
    {
        var pipeline = new PacketPipeline(new ProtocolTable([]), new EngineOptions(), new NoFaults());
        var writer = new PacketFileWriter(_folder["out.pcapng"], pipeline, filter: null);
        pipeline.Tap = writer;
        foreach (SamplePacket packet in packets) pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        return writer;
    }

    List<(Timestamp Time, LinkType LinkType, int WireLength, string Bytes)> ReadBack()
    {
        var read = new List<(Timestamp, LinkType, int, string)>();
        using CaptureFileReader reader = CaptureFileReader.Open(File.OpenRead(_folder["out.pcapng"]), "out.pcapng");
        while (reader.TryRead(out CapturedPacket packet)) read.Add((packet.Time, packet.LinkType, packet.WireLength, Convert.ToHexString(packet.Bytes)));
        reader.Error.ShouldBeNull();
        return read;
    }

    sealed class NoFaults : IExtensionFaults
    {
        public int Generation => 1;

        public void Report(object extension, Exception error) => throw new InvalidOperationException("No extension is here.", error);

        public bool IsQuarantined(object extension) => false;
    }
}
