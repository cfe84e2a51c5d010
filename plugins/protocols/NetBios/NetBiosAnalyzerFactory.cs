using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>Makes the analyzers of NetBIOS flows.</summary>
[ForProtocol("netbios")]
public sealed class NetBiosAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new NetBiosAnalyzer();
}
