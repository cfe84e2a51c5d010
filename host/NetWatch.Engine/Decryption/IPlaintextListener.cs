using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// Takes the plaintext of all decrypted layers on the packet thread, in order. Nothing of a call may be kept. Must not throw.
/// </summary>
public interface IPlaintextListener
{
    /// <summary>The next bytes of a stream and direction.</summary>
    void OnData(DecryptedLayer layer, in StreamChunk chunk);

    /// <summary>Bytes of a stream are missing.</summary>
    void OnGap(DecryptedLayer layer, long streamId, FlowDirection direction, long missingBytes);

    /// <summary>Whether <see cref="OnMessage"/> does anything.</summary>
    bool WantsMessages => false;

    /// <summary>A message that was decrypted beside the streams.</summary>
    void OnMessage(DecryptedLayer layer, string kind, long number, in StreamChunk chunk)
    {
        // Only screens show them.
    }

    /// <summary>A decrypted layer has ended; called once for each that was begun, whether anything was decrypted or not.</summary>
    void OnEnd(DecryptedLayer layer);
}
