using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Dns;

/// <summary>Makes exchanges of the first bytes, for flows that are followed no further.</summary>
[ForProtocol("dns")]
public sealed class DnsDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new DnsFlowAnalyzer(DnsDialect.Dns).Describe(prefix, facts);
}
