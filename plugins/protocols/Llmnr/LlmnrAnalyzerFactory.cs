using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Llmnr;

/// <summary>Makes the analyzers of LLMNR flows.</summary>
[ForProtocol("llmnr")]
public sealed class LlmnrAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new DnsFlowAnalyzer(DnsDialect.Llmnr);
}
