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

    /// <summary>Finds a secret. Allocates nothing.</summary>
    /// <param name="label">A label of the key log format; see <see cref="KeyLogLabels"/>. Case matters.</param>
    /// <param name="identifier">
    /// What the label is filed under: 32 bytes of ClientHello random; for <see cref="KeyLogLabels.Rsa"/> the first 8 bytes of the encrypted
    /// premaster secret; for <see cref="KeyLogLabels.RsaSession"/> the session id.
    /// </param>
    /// <param name="secret">The secret as logged, 1 to 256 bytes; empty when there is none. May be kept until the flow ends.</param>
    bool TryFind(string label, ReadOnlySpan<byte> identifier, out ReadOnlyMemory<byte> secret);
}
