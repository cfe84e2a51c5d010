using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http3;

/// <summary>Makes the analyzers of HTTP/3 connections.</summary>
[ForProtocol("http3")]
public sealed class Http3AnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new Http3Analyzer();
}
