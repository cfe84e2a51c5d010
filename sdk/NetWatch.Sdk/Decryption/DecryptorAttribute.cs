namespace NetWatch.Sdk.Decryption;

/// <summary>
/// Declares a decryptor on its <see cref="IDecryptorFactory"/>. The protocol's classifier may live in another plugin. One decryptor for a
/// protocol is used; a second one of the same id is refused at load.
/// </summary>
/// <param name="protocolId">Id of the encrypted protocol, for instance <c>tls</c>: flows and inner layers with this label are handed to it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DecryptorAttribute(string protocolId) : Attribute
{
    /// <summary>Id of the encrypted protocol.</summary>
    public string ProtocolId { get; } = protocolId;
}
