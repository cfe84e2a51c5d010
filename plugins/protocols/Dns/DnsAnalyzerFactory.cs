using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dns;

/// <summary>Makes the analyzers of DNS flows.</summary>
[ForProtocol("dns")]
public sealed class DnsAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new DnsAnalyzer();
}
