using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.WebSocket;

/// <summary>
/// Declares WebSocket. It takes over where HTTP/1.1 says so (RFC 6455 §4), and its frames alone prove nothing: two bytes of nearly any value begin one.
/// So no flow is matched by its bytes.
/// </summary>
[Protocol("websocket", Transports.Tcp, Name = "WebSocket")]
public sealed class WebSocketClassifier : IProtocolClassifier
{
    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix) => Classification.NoMatch;
}
