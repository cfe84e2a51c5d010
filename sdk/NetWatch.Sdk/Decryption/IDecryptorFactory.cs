namespace NetWatch.Sdk.Decryption;

/// <summary>Makes the decryptors of one protocol. Mark the class with <see cref="DecryptorAttribute"/>.</summary>
public interface IDecryptorFactory
{
    /// <summary>
    /// Whether its plaintext comes on many streams (QUIC): what is inside is then chosen by ALPN and analysed by an
    /// <see cref="NetWatch.Sdk.Protocols.IMultiStreamAnalyzer"/>. Else it is one bidirectional stream, identified like any.
    /// </summary>
    bool YieldsManyStreams => false;

    /// <summary>
    /// Makes a decryptor. Called on a packet thread when no used one is at hand; a decryptor is used again for another flow after
    /// <see cref="IDecryptor.Start"/>.
    /// </summary>
    IDecryptor Create();
}
