using NetWatch.Engine.Dissection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Fuzz;

/// <summary>Cases for analyzers that another protocol names: on many streams at once where they can, else on one.</summary>
sealed class StreamCases(IFlowAnalyzer analyzer, IDissector? dissector) : IFactSink
{
    public void Publish(Fact fact)
    {
        _ = fact.Summary;
        fact.WriteTo(NoFields.Instance);
    }

    internal void Run(Random random)
    {
        Analyze(random);
        if (dissector is not null) Dissect(dissector, random);
    }

    void Analyze(Random random)
    {
        analyzer.Start(new FlowStart(default, random.Next(6) == 0, new Timestamp(1)));
        for (int step = random.Next(1, 20); step > 0; step--)
        {
            long stream = random.Next(30) == 0 ? random.NextInt64(1L << 62) : random.Next(24);
            var direction = (FlowDirection)random.Next(2);
            if (random.Next(12) == 0) Lose(stream, direction, random.Next(4) == 0 ? long.MaxValue : random.Next(1, 300));
            else if (random.Next(8) == 0) (analyzer as IMultiStreamAnalyzer)?.OnStreamEnd(stream, direction, this);
            else Feed(random, stream, direction, Bytes(random));
        }

        analyzer.OnEnd(this);
    }

    void Lose(long stream, FlowDirection direction, long missing)
    {
        if (analyzer is IMultiStreamAnalyzer streams) streams.OnStreamGap(stream, direction, missing, this);
        else analyzer.OnGap(direction, missing, this);
    }

    void Feed(Random random, long stream, FlowDirection direction, byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int size = random.Next(2) == 0 ? bytes.Length - at : random.Next(1, bytes.Length - at + 1);
            var chunk = new StreamChunk { Direction = direction, StreamId = stream, Bytes = bytes.AsSpan(at, size), Time = new Timestamp(at), Offset = random.Next(40) == 0 ? 9 : 0 };
            at += size;
            if (analyzer.OnData(chunk, this) != AnalysisVerdict.Continue) return;
        }
    }

    static void Dissect(IDissector dissector, Random random)
    {
        byte[] bytes = [.. Bytes(random), .. Bytes(random)];
        var input = new DissectionInput
        {
            Bytes = bytes, PacketStart = random.Next(bytes.Length + 1), StartsAtFirstByte = random.Next(2) == 0, Transport = Transport.Tcp, Direction = (FlowDirection)random.Next(2),
        };
        dissector.Summarize(input);
        var tree = new DetailTree(bytes.Length);
        dissector.Dissect(input, tree);
        tree.Nodes();
    }

    static byte[] Bytes(Random random)
    {
        byte[] bytes = [.. HttpSamples.Streams[random.Next(HttpSamples.Streams.Length)]];
        return random.Next(3) == 0 ? bytes : Mutation.Of(random, bytes);
    }
}
