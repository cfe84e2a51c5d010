using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Dns;

/// <summary>Makes the analyzers of DNS flows.</summary>
[ForProtocol("dns")]
public sealed class DnsAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new DnsFlowAnalyzer(DnsDialect.Dns);
}
