using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Identification;

/// <summary>A protocol as its plugin declares and implements it.</summary>
/// <param name="Declaration">The declaration on the classifier.</param>
/// <param name="Classifier">The classifier.</param>
/// <param name="Describer">The describer, or null.</param>
/// <param name="Analyzers">The factory of analyzers, or null.</param>
/// <param name="Dissector">The dissector, or null.</param>
/// <param name="Decryptors">The factory of decryptors, or null.</param>
public sealed record Protocol(
    ProtocolAttribute Declaration,
    IProtocolClassifier Classifier,
    IProtocolDescriber? Describer = null,
    IFlowAnalyzerFactory? Analyzers = null,
    IDissector? Dissector = null,
    IDecryptorFactory? Decryptors = null)
{
    /// <summary>The protocol id.</summary>
    public string Id => Declaration.Id;

    internal bool RunsOn(Transport transport) =>
        transport == Transport.Tcp ? (Declaration.Transports & Transports.Tcp) != 0
        : transport == Transport.Udp && (Declaration.Transports & Transports.Udp) != 0;
}
