using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Decryption;

/// <summary>
/// Turns the ciphertext of one flow into plaintext with the secrets of a key ring. Read-only: it takes what the endpoints chose to export
/// and never guesses keys. An instance serves one flow at a time, on one packet thread, and is then used again.
/// </summary>
/// <remarks>
/// <para>It is handed the same ordered bytes as the flow's analyzer, from the first byte of the protocol on and on its own account: an analyzer
/// that is done does not end it. It is made only while a source of keys is configured or secrets are known.</para>
/// <para>What it holds for a flow must be bounded whatever the bytes are: ciphertext that waits for keys included. A byte of plaintext that is
/// not certain (an authentication tag that does not fit) is never handed on; it is a gap. Exceptions count: three in a minute take the
/// decryptor out; the flow goes on without.</para>
/// </remarks>
public interface IDecryptor
{
    /// <summary>
    /// A new flow begins: forget everything of the flow before, wipe its keys, keep the buffers. Called once before any bytes.
    /// </summary>
    /// <param name="start">The flow.</param>
    /// <param name="keys">The secrets; may be kept until <see cref="OnEnd"/>.</param>
    void Start(in FlowStart start, IKeyRing keys);

    /// <summary>
    /// The next bytes: of a stream in order, without overlap and cut anywhere; on datagrams a chunk is one datagram. Called up to once a
    /// packet, so it must not allocate in the steady state.
    /// </summary>
    DecryptionVerdict OnData(in StreamChunk chunk, IPlaintextSink sink);

    /// <summary>Bytes of a stream are missing and will not come; the next chunk of the direction begins after them.</summary>
    /// <param name="direction">The direction in which bytes are missing.</param>
    /// <param name="missingBytes">How many, at least 1.</param>
    /// <param name="sink">Takes what can be said now.</param>
    DecryptionVerdict OnGap(FlowDirection direction, long missingBytes, IPlaintextSink sink);

    /// <summary>
    /// New secrets are in the ring. Called on the packet thread while the latest status is <see cref="DecryptionState.AwaitingKey"/>; look
    /// them up, and hand on what the buffered ciphertext now gives.
    /// </summary>
    DecryptionVerdict OnKeysChanged(IPlaintextSink sink);

    /// <summary>The flow has ended, or is not followed any longer. Called once; report what is still open and wipe the keys.</summary>
    void OnEnd(IPlaintextSink sink);
}
