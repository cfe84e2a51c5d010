namespace NetWatch.Sdk.Protocols.WebSocket;

/// <summary>What a frame is (RFC 6455 §5.2). Values that are not here are reserved.</summary>
public enum WebSocketOpcode : byte
{
    /// <summary>The message of the frames before goes on.</summary>
    Continuation = 0,
    /// <summary>A message of text, in UTF-8.</summary>
    Text = 1,
    /// <summary>A message of bytes.</summary>
    Binary = 2,
    /// <summary>The connection is to be closed, with a code and a reason.</summary>
    Close = 8,
    /// <summary>Asks for a pong.</summary>
    Ping = 9,
    /// <summary>Answers a ping, or is sent unasked.</summary>
    Pong = 10,
}
