using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Llmnr;

/// <summary>Makes exchanges of the first bytes, for flows that are followed no further.</summary>
[ForProtocol("llmnr")]
public sealed class LlmnrDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new DnsFlowAnalyzer(DnsDialect.Llmnr).Describe(prefix, facts);
}
