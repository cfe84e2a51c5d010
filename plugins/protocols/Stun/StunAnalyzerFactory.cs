using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Stun;

/// <summary>Makes the analyzers of STUN flows.</summary>
[ForProtocol("stun")]
public sealed class StunAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new StunAnalyzer();
}
