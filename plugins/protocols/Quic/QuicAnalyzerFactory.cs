using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Quic;

/// <summary>Makes the analyzers of QUIC flows.</summary>
[ForProtocol("quic")]
public sealed class QuicAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new QuicAnalyzer();
}
