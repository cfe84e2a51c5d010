using NetWatch.Engine.Dissection;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Fuzz;

/// <summary>Cases for the parts of one protocol.</summary>
sealed class ProtocolCases(Protocol protocol) : IFactSink
{
    readonly ProtocolAttribute _declaration = protocol.Declaration;
    readonly IFlowAnalyzer? _analyzer = protocol.Analyzers?.Create();
    readonly byte[][] _own = Samples.Of(protocol);

    public void Publish(Fact fact)
    {
        // Screens and exports read every fact, so what they call must hold as well.
        _ = fact.Summary;
        _ = fact.ServerName;
        fact.WriteTo(NoFields.Instance);
    }

    internal void Classify(Random random)
    {
        (Transport transport, ushort port) = Flow(random);
        byte[] bytes = Samples.Mutated(random, _own), opposite = random.Next(2) == 0 ? [] : Samples.Mutated(random, _own);
        for (int length = random.Next(2) == 0 ? bytes.Length : 1; length <= bytes.Length; length += random.Next(1, 200))
        {
            var prefix = new FlowPrefix
            {
                Transport = transport, InitiatorPort = 40_000, ResponderPort = port, Direction = (FlowDirection)random.Next(2), Bytes = bytes.AsSpan(0, length),
                Opposite = opposite, IsTruncated = random.Next(4) == 0, IsMidStream = random.Next(4) == 0, DatagramIndex = random.Next(3),
            };
            Classification answer = protocol.Classifier.Classify(prefix);
            if (answer.IsMatch) protocol.Describer?.Describe(prefix, this);
            if (answer == Classification.NoMatch) return;
        }
    }

    internal void Analyze(Random random)
    {
        (Transport transport, ushort port) = Flow(random);
        var tuple = new FiveTuple(transport, NetAddress.FromIPv4(1), 40_000, NetAddress.FromIPv4(2), port);
        _analyzer!.Start(new FlowStart(tuple, random.Next(4) == 0, new Timestamp(1)));
        long[] offsets = new long[2];
        for (int step = random.Next(1, 8); step > 0; step--)
        {
            int side = random.Next(2);
            if (random.Next(10) == 0)
            {
                long missing = random.Next(3) == 0 ? uint.MaxValue : random.Next(1, 5000);
                offsets[side] += missing;
                if (_analyzer!.OnGap((FlowDirection)side, missing, this) != AnalysisVerdict.Continue) break;
                continue;
            }

            if (!Feed(random, side, Samples.Mutated(random, _own), transport == Transport.Udp, offsets)) break;
        }

        _analyzer!.OnEnd(this);
    }

    bool Feed(Random random, int side, byte[] bytes, bool isDatagram, long[] offsets)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int size = isDatagram || random.Next(2) == 0 ? bytes.Length - at : random.Next(1, bytes.Length - at + 1);
            var chunk = new StreamChunk
            {
                Direction = (FlowDirection)side, Bytes = bytes.AsSpan(at, size), Time = new Timestamp(offsets[0] + offsets[1]), Offset = offsets[side],
                IsTruncated = isDatagram && random.Next(4) == 0,
            };
            offsets[side] += size;
            at += size;
            AnalysisVerdict verdict = _analyzer!.OnData(chunk, this);
            if (verdict.IsUpgrade && verdict.BytesUsed > size) throw new InvalidOperationException("An upgrade uses more bytes than there are.");
            if (verdict != AnalysisVerdict.Continue) return false;
        }

        return true;
    }

    internal void Dissect(Random random)
    {
        (Transport transport, ushort port) = Flow(random);
        byte[] bytes = Samples.Mutated(random, _own);
        var input = new DissectionInput
        {
            Bytes = bytes, PacketStart = transport == Transport.Udp ? 0 : random.Next(bytes.Length + 1), StartsAtFirstByte = random.Next(2) == 0,
            IsTruncated = random.Next(3) == 0, Transport = transport, Direction = (FlowDirection)random.Next(2), SourcePort = 40_000, DestinationPort = port,
        };
        protocol.Dissector!.Summarize(input);
        var tree = new DetailTree(bytes.Length);
        protocol.Dissector!.Dissect(input, tree);
        tree.Nodes();
    }

    (Transport Transport, ushort Port) Flow(Random random)
    {
        bool isTcp = (_declaration.Transports & Transports.Udp) == 0 || ((_declaration.Transports & Transports.Tcp) != 0 && random.Next(2) == 0);
        ushort port = _declaration.Ports.Length == 0 || random.Next(4) == 0 ? (ushort)random.Next(65_536) : _declaration.Ports[random.Next(_declaration.Ports.Length)];
        return (isTcp ? Transport.Tcp : Transport.Udp, port);
    }
}
