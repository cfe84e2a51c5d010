using NetWatch.Engine;
using NetWatch.Engine.Decode;
using NetWatch.Engine.Files;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Ring;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Fuzz;

/// <summary>Cases for the engine: frames, files, and whole conversations with a screen that looks at them.</summary>
sealed class EngineCases
{
    readonly PacketDecoder _decoder = new();
    readonly PacketPipeline _pipeline;
    readonly PacketHistory _history;
    DecodedPacket _packet;
    long _time;

    internal EngineCases()
    {
        var table = new ProtocolTable(BundledProtocols.All);
        var options = new EngineOptions { FlowMemoryBytes = 4 << 20, MaxHeldStreams = 64, MaxHeldBytes = 100_000, MaxUndecidedFlows = 500 };
        var faults = new FaultsThrow();
        _pipeline = new PacketPipeline(table, options, faults) { Ring = new PacketRing(2000, 2 << 20) };
        _history = new PacketHistory(_pipeline.Ring, table, faults);
    }

    internal void Decode(Random random)
    {
        byte[] frame = random.Next(8) == 0 ? Samples.Noise(random) : Mutation.Of(random, Samples.Frame(random));
        LinkType link = random.Next(3) == 0 ? Samples.LinkTypes[random.Next(Samples.LinkTypes.Length)] : LinkType.Ethernet;
        ReadOnlySpan<byte> data = _decoder.Decode(new CapturedPacket(frame, new Timestamp(_time++), frame.Length + random.Next(2) * 100, link), ref _packet);
        _ = data.Slice(_packet.PayloadOffset, _packet.PayloadLength);
        if (_packet.PayloadWireLength < _packet.PayloadLength) throw new InvalidOperationException("More payload is there than was declared.");
    }

    internal void ReadFile(Random random)
    {
        byte[] file = Mutation.Of(random, Samples.File(random));
        using CaptureFileReader reader = CaptureFileReader.Open(new MemoryStream(file), "a file");
        for (int packets = 0; reader.TryRead(out CapturedPacket packet); packets++)
        {
            if (packet.Bytes.Length > packet.WireLength || packets > file.Length) throw new InvalidOperationException("The reader makes packets of nothing.");
        }
    }

    internal void Pipeline(Random random)
    {
        byte[] frame = random.Next(3) == 0 ? Mutation.Of(random, Samples.Frame(random)) : Samples.Frame(random);
        _time += random.Next(50) == 0 ? random.NextInt64(20_000_000_000) - 5_000_000_000 : 1_000_000;
        int captured = random.Next(10) == 0 ? random.Next(frame.Length + 1) : frame.Length;
        _pipeline.OnPacket(new CapturedPacket(frame.AsSpan(0, captured), new Timestamp(_time), frame.Length, LinkType.Ethernet));
        if (random.Next(16) != 0) return;
        _history.Summarize(_history.Last);
        _history.Dissect(_history.Last);
    }
}
