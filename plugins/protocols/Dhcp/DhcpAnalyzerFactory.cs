using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes the analyzers of DHCP flows.</summary>
[ForProtocol("dhcp")]
public sealed class DhcpAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new MessageAnalyzer(DhcpFactReader.Read);
}
