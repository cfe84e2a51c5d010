using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes the analyzers of DHCPv6 flows.</summary>
[ForProtocol("dhcpv6")]
public sealed class Dhcp6AnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new MessageAnalyzer((bytes, _) => Dhcp6FactReader.Read(bytes));
}
