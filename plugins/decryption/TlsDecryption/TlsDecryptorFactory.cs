using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Keys;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Makes the decryptors of TLS. They share what spans connections: sessions to resume, and the room for ciphertext that waits.</summary>
[Decryptor("tls")]
public sealed class TlsDecryptorFactory : IHelloKeyedDecryptorFactory
{
    readonly SessionCache _sessions = new();
    readonly SuiteTable _suites = new();
    readonly CiphertextBudget _budget = new();

    /// <inheritdoc/>
    // A session that is resumed has its secret under the hello that began it; which sessions a hello names only the decryptor reads.
    public bool MayServe(TlsClientHello hello, IKeyRing keys) => _sessions.HasAny || !keys.IsHopeless(hello.Random.Span);

    /// <inheritdoc/>
    public IDecryptor Create() => new TlsDecryptor(_sessions, _suites, _budget);
}
