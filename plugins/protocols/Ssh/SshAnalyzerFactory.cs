using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssh;

/// <summary>Makes the analyzers of SSH connections.</summary>
[ForProtocol("ssh")]
public sealed class SshAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new SshAnalyzer();
}
