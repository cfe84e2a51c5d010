namespace NetWatch.Sdk.Decryption;

/// <summary>
/// The secrets that the endpoints exported: key logs (SSLKEYLOGFILE) and Decryption Secrets Blocks of pcapng. Bounded, the oldest go first.
/// All members from any thread, without locks; secrets never change once they are in.
/// </summary>
public interface IKeyRing
{
    /// <summary>Grows whenever secrets were added. One volatile read.</summary>
    int Generation { get; }

    /// <summary>
    /// Whether secrets may still come for what was seen already. When not (a file with all its keys loaded), ciphertext whose key is missing need
    /// not be kept.
    /// </summary>
    bool MayGrow => true;

    /// <summary>
    /// Whether it is certain that no secret of a connection is in the ring or will be, so that not even its handshake need be followed. A session that
    /// is resumed has its secret under another hello: whoever keeps such secrets looks there too. Allocates nothing; meant for once a connection.
    /// </summary>
    /// <param name="clientRandom">The 32 bytes of ClientHello random.</param>
    bool IsHopeless(ReadOnlySpan<byte> clientRandom) => false;

    /// <summary>How many bytes of ciphertext may wait for their keys, of all connections of one protocol together. The user sets it; 64 MiB at first.</summary>
    long MaxWaitingBytes => 64L << 20;

    /// <summary>How many bytes of ciphertext of one direction of a connection may wait for their keys. The user sets it; 1 MiB at first.</summary>
    int MaxWaitingBytesPerDirection => 1 << 20;

    /// <summary>Ciphertext was given up while it waited for its key, because there was no more room. Counted for the user. Packet thread.</summary>
    void CountGivenUp(long bytes)
    {
    }

    /// <summary>Finds a secret. Allocates nothing.</summary>
    /// <param name="label">A label of the key log format; see <see cref="KeyLogLabels"/>. Case matters.</param>
    /// <param name="identifier">
    /// What the label is filed under: 32 bytes of ClientHello random; for <see cref="KeyLogLabels.Rsa"/> the first 8 bytes of the encrypted
    /// premaster secret; for <see cref="KeyLogLabels.RsaSession"/> the session id.
    /// </param>
    /// <param name="secret">The secret as logged, 1 to 256 bytes; empty when there is none. May be kept until the flow ends.</param>
    bool TryFind(string label, ReadOnlySpan<byte> identifier, out ReadOnlyMemory<byte> secret);
}
