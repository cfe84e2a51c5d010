using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes facts of the first messages, for flows that are followed no further.</summary>
[ForProtocol("dhcpv6")]
public sealed class Dhcp6Describer : IProtocolDescriber
{
    /// <inheritdoc/>
    public void Describe(in FlowPrefix prefix, IFactSink facts) => new MessageAnalyzer((bytes, _) => Dhcp6FactReader.Read(bytes)).Describe(prefix, facts);
}
