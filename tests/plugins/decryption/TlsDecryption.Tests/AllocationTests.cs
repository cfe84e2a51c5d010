using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

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
        long least = long.MaxValue;
        // A collection that another thread asks for meanwhile takes the rest of what this one has reserved: that is no allocation of the decryptor.
        for (int round = 1; round <= 5 && least >= Allowed; round++)
        {
            decryptor.Start(default, download.Keys);
            Feed(decryptor, talk, 0, half);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Feed(decryptor, talk, half, talk.Pieces.Count);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            decryptor.OnEnd(_sink);
            _sink.Bytes.ShouldBe(round * (long)download.Plaintext.Length);
        }

        least.ShouldBeLessThan(Allowed, "a pool may grow once; 200 records would show");
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
