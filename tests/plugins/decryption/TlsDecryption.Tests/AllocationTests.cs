using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Plugins.TlsDecryption.Tests;

/// <summary>The steady state of a download costs no memory.</summary>
public sealed class AllocationTests
{
    const long Allowed = 2000;

    readonly Counting _sink = new();

    [Theory]
    [InlineData(0x1301)]
    [InlineData(0xC02F)]
    [InlineData(0xC027)]
    public void Records_are_opened_without_allocating(int suite)
    {
        var download = new Download((ushort)suite, records: 400, random: new Random(3));
        Talk talk = download.Talk.Cut(() => 1448);
        IDecryptor decryptor = new TlsDecryptorFactory().Create();
        int half = talk.Pieces.Count / 2;
        var meter = new AllocationMeter();
        long rounds = 0;
        bool isMeasured;
        do
        {
            decryptor.Start(default, download.Keys);
            Feed(decryptor, talk, 0, half);
            meter.Start();
            Feed(decryptor, talk, half, talk.Pieces.Count);
            isMeasured = meter.TryStop();
            decryptor.OnEnd(_sink);
            _sink.Bytes.ShouldBe(++rounds * download.Plaintext.Length);
        }
        while (!isMeasured);

        meter.Bytes.ShouldBeLessThan(Allowed, "a pool may grow once; 200 records would show");
    }

    void Feed(IDecryptor decryptor, Talk talk, int from, int to)
    {
        for (int i = from; i < to; i++)
            decryptor.OnData(new StreamChunk { Direction = talk.Pieces[i].Direction, Bytes = talk.Pieces[i].Bytes, Time = new Timestamp(i) }, _sink);
    }

    sealed class Counting : IPlaintextSink
    {
        internal long Bytes { get; private set; }

        public void OnData(in StreamChunk chunk) => Bytes += chunk.Bytes.Length;

        public void OnGap(long streamId, FlowDirection direction, long missingBytes) => throw new InvalidOperationException("Nothing is lost.");

        public void OnStreamEnd(long streamId, FlowDirection direction)
        {
        }

        public void OnAlpn(ReadOnlySpan<byte> protocol)
        {
        }

        public void Report(DecryptionStatus status)
        {
        }

        public void Publish(Fact fact)
        {
        }
    }
}
