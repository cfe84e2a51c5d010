using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http;

/// <summary>Makes the analyzers of HTTP flows.</summary>
[ForProtocol("http")]
public sealed class HttpAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new HttpAnalyzer();
}
