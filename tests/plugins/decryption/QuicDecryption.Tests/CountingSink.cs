using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>Counts plaintext and keeps nothing.</summary>
sealed class CountingSink : IPlaintextSink
{
    internal long Bytes { get; private set; }

    public void OnData(in StreamChunk chunk) => Bytes += chunk.Bytes.Length;

    public void OnGap(long streamId, FlowDirection direction, long missingBytes)
    {
        // Only bytes count.
    }

    public void OnStreamEnd(long streamId, FlowDirection direction)
    {
        // As above.
    }

    public void OnAlpn(ReadOnlySpan<byte> protocol)
    {
        // As above.
    }

    public void Report(DecryptionStatus status)
    {
        // As above.
    }

    public void Publish(Fact fact)
    {
        // As above.
    }
}
