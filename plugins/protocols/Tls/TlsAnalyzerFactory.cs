using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>Makes the analyzers of TLS.</summary>
[ForProtocol("tls")]
public sealed class TlsAnalyzerFactory : IFlowAnalyzerFactory
{
    readonly RecentFingerprints _fingerprints = new();
    readonly RecentCertificates _certificates = new();

    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new TlsAnalyzer(_fingerprints, _certificates);
}
