using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Tls;

/// <summary>Makes the analyzers of TLS.</summary>
[ForProtocol("tls")]
public sealed class TlsAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new TlsAnalyzer();
}
