using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssh;

/// <summary>Makes the analyzers of SSH connections.</summary>
[ForProtocol("ssh")]
public sealed class SshAnalyzerFactory : IFlowAnalyzerFactory
{
    readonly RecentOffers _offers = new();

    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new SshAnalyzer(_offers);
}
