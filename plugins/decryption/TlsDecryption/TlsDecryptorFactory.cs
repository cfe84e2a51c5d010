using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Keys;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Makes the decryptors of TLS. They share what spans connections: sessions to resume, and the room for ciphertext that waits.</summary>
[Decryptor("tls")]
public sealed class TlsDecryptorFactory : IDecryptorFactory
{
    readonly SessionCache _sessions = new();
    readonly SuiteTable _suites = new();
    readonly CiphertextBudget _budget = new();

    /// <inheritdoc/>
    public IDecryptor Create() => new TlsDecryptor(_sessions, _suites, _budget);
}
