using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>Makes the decryptors of QUIC.</summary>
[Decryptor("quic")]
public sealed class QuicDecryptorFactory : IDecryptorFactory
{
    readonly CiphertextBudget _budget = new();

    /// <inheritdoc/>
    public bool YieldsManyStreams => true;

    /// <inheritdoc/>
    public IDecryptor Create() => new QuicDecryptor(_budget);
}
