using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>Makes the decryptors of QUIC.</summary>
[Decryptor("quic")]
public sealed class QuicDecryptorFactory : IHelloKeyedDecryptorFactory
{
    readonly CiphertextBudget _budget = new();

    /// <inheritdoc/>
    public bool YieldsManyStreams => true;

    /// <inheritdoc/>
    public bool MayServe(TlsClientHello hello, IKeyRing keys) => !keys.IsHopeless(hello.Random.Span);

    /// <inheritdoc/>
    public IDecryptor Create() => new QuicDecryptor(_budget);
}
