using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssdp;

/// <summary>Makes the analyzers of SSDP flows.</summary>
[ForProtocol("ssdp")]
public sealed class SsdpAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new SsdpAnalyzer();
}
