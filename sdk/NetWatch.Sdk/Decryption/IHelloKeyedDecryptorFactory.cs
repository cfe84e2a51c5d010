using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Decryption;

/// <summary>
/// The factory of decryptors whose secrets are filed under a TLS ClientHello that the analyzer of the same protocol publishes. Where all secrets are
/// known, no decryptor is made for a connection before its hello was read, and none at all when no secret is for it.
/// </summary>
public interface IHelloKeyedDecryptorFactory : IDecryptorFactory
{
    /// <summary>
    /// Whether a connection may be decrypted. Called on packet threads, once for each hello of a flow that may begin a connection, and only while
    /// <see cref="IKeyRing.MayGrow"/> is false. Must not allocate or throw. When false, the flow is not decrypted and costs nothing more.
    /// </summary>
    /// <param name="hello">What the analyzer has read.</param>
    /// <param name="keys">The secrets.</param>
    bool MayServe(TlsClientHello hello, IKeyRing keys);
}
