using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http2;

/// <summary>Makes the analyzers of HTTP/2 connections.</summary>
[ForProtocol("http2")]
public sealed class Http2AnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new Http2Analyzer();
}
