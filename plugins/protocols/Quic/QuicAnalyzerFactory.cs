using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>Makes the analyzers of QUIC flows.</summary>
[ForProtocol("quic")]
public sealed class QuicAnalyzerFactory : IFlowAnalyzerFactory
{
    readonly RecentFingerprints _fingerprints = new();

    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new QuicAnalyzer(_fingerprints);
}
