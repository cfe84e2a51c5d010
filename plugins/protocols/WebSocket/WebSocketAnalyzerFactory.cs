using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.WebSocket;

/// <summary>Makes the analyzers of WebSockets.</summary>
[ForProtocol("websocket")]
public sealed class WebSocketAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new WebSocketAnalyzer();
}
