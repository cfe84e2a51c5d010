using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Decryption;

/// <summary>
/// Takes what a decryptor makes of the flow that is being worked on; facts too (<see cref="IFactSink.Publish"/>: EncryptedExtensions,
/// certificates). Valid only during the call it was handed to. No member throws.
/// </summary>
/// <remarks>
/// A decryptor that yields one bidirectional stream (TLS) uses stream id 0 for both directions. One that yields many (QUIC) uses the
/// stream's own id; its inner protocol is chosen by ALPN, and sees the ids in <see cref="StreamChunk.StreamId"/>.
/// </remarks>
public interface IPlaintextSink : IFactSink
{
    /// <summary>
    /// The next plaintext of a stream and direction, in order and without overlap: <see cref="StreamChunk.StreamId"/>, the direction, the
    /// bytes (copied by whoever keeps them), the time of the packet that brought them, and the offset in the plaintext of that stream and
    /// direction, gaps counted as far as their length is known.
    /// </summary>
    void OnData(in StreamChunk chunk);

    /// <summary>Plaintext is missing and will not come; the next bytes of that stream and direction begin after it.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="missingBytes">How many bytes: exact where the ciphertext tells, else an estimate; at least 1.</param>
    void OnGap(long streamId, FlowDirection direction, long missingBytes);

    /// <summary>A direction of a stream is complete: close_notify, FIN, or reset. No data of it follows.</summary>
    void OnStreamEnd(long streamId, FlowDirection direction);

    /// <summary>
    /// The protocol that both ends agreed on by ALPN (RFC 7301), as sent, or the client's first offer where the answer can't be read: a hint
    /// of the inner protocol. Called before the first plaintext it is to help with; later calls are not heard.
    /// </summary>
    void OnAlpn(ReadOnlySpan<byte> protocol);

    /// <summary>
    /// How decryption of the flow stands; replaces the status before. Call when it changes, not per record: it is kept with the flow,
    /// shown and exported.
    /// </summary>
    void Report(DecryptionStatus status);

    /// <summary>Whether anybody looks at <see cref="OnMessage"/>; nothing need be made for it otherwise.</summary>
    bool WantsMessages => false;

    /// <summary>
    /// What was decrypted beside the streams: a handshake message, all frames of a packet. Only for the detail tree of the packet that brought it, by the
    /// dissector of the encrypted protocol (<see cref="IDecryptedDissector"/>); the beginning of each flow is kept.
    /// </summary>
    /// <param name="kind">What it is, for that dissector; a constant.</param>
    /// <param name="number">Its number, or −1.</param>
    /// <param name="chunk">Its bytes, direction and time.</param>
    void OnMessage(string kind, long number, in StreamChunk chunk)
    {
        // Most have no screen.
    }
}
