using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes facts of the first messages, for flows that are followed no further.</summary>
[ForProtocol("dhcp")]
public sealed class DhcpDescriber : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new MessageAnalyzer(DhcpAnalyzerFactory.Read).Describe(prefix, facts);
}
