using BenchmarkDotNet.Attributes;
using NetWatch.Engine;
using NetWatch.Engine.Decode;
using NetWatch.Engine.Ring;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Bench;

/// <summary>What a packet costs, for each kind of traffic. An operation is one round of the mix; the columns divide it by its packets.</summary>
[Config(typeof(PerPacketConfig))]
[MemoryDiagnoser]
public class PacketBenchmarks
{
    readonly DecodeSink _decode = new();
    TrafficMix _mix = TrafficMix.SmallPackets;
    PacketPipeline _pipeline = null!, _withRing = null!;
    byte[] _file = [];
    int _round;

    /// <summary>The traffic.</summary>
    [ParamsSource(nameof(Mixes))]
    public string Mix { get; set; } = "";

    /// <summary>Names of the mixes.</summary>
    public static IEnumerable<string> Mixes => TrafficMix.All.Select(mix => mix.Name);

    internal static int PacketsOf(string mix) => TrafficMix.All.Single(candidate => candidate.Name == mix).Packets;

    [GlobalSetup]
    public void Setup()
    {
        _mix = TrafficMix.All.Single(mix => mix.Name == Mix);
        _pipeline = new PacketPipeline(BundledProtocols.Table(), new EngineOptions(), new FaultsThrow());
        _withRing = new PacketPipeline(BundledProtocols.Table(), new EngineOptions(), new FaultsThrow()) { Ring = new PacketRing(5000, 16 << 20) };
        var collect = new CollectSink();
        _mix.Play(collect, 0);
        using var file = new MemoryStream();
        CaptureFileWriter.WritePcap(file, new CaptureSample(collect.Packets));
        _file = file.ToArray();
    }

    [Benchmark]
    public long ReadAndDecode()
    {
        using var reader = Engine.Files.CaptureFileReader.Open(new MemoryStream(_file), Mix);
        while (reader.TryRead(out CapturedPacket packet)) _decode.OnPacket(packet);
        return _decode.Payload;
    }

    [Benchmark(Baseline = true)]
    public long Pipeline()
    {
        _mix.Play(_pipeline, _round++);
        return _pipeline.Counters.Packets;
    }

    [Benchmark]
    public long PipelineWithRing()
    {
        _mix.Play(_withRing, _round++);
        return _withRing.Counters.Packets;
    }

    sealed class DecodeSink : IPacketSink
    {
        readonly PacketDecoder _decoder = new();
        DecodedPacket _packet;

        internal long Payload { get; private set; }

        public void OnPacket(in CapturedPacket packet)
        {
            _decoder.Decode(packet, ref _packet);
            Payload += _packet.PayloadLength;
        }
    }

    sealed class CollectSink : IPacketSink
    {
        internal List<SamplePacket> Packets { get; } = [];

        public void OnPacket(in CapturedPacket packet) => Packets.Add(new SamplePacket(packet.Time, packet.LinkType, packet.Bytes.ToArray()));
    }
}
