using NetWatch.Plugins.Quic.Tests;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>Runs flows through decryptors.</summary>
static class Run
{
    internal static TestSink Of(IKeyRing keys, IEnumerable<FlowTurn> turns, IDecryptor? decryptor = null)
    {
        decryptor ??= new QuicDecryptorFactory().Create();
        var sink = new TestSink();
        decryptor.Start(default, keys);
        foreach (FlowTurn turn in turns)
        {
            if (decryptor.OnData(Chunk(turn), sink) == DecryptionVerdict.Done) break;
        }

        decryptor.OnEnd(sink);
        return sink;
    }

    internal static StreamChunk Chunk(FlowTurn turn) =>
        new() { Direction = turn.Direction, Bytes = turn.Bytes.Span, Time = new Timestamp(1), IsTruncated = turn.IsTruncated };

    /// <summary>The flows of the capture that begin with a handshake whose version is not turned down.</summary>
    internal static IEnumerable<FlowSample> Connections => SampleCapture.Flows.Where(flow => SampleCapture.HasHandshake(flow) && flow.Turns[0].Bytes.Span[1] != 0x1A);
}
