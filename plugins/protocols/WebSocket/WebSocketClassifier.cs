using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Plugins.WebSocket;

/// <summary>
/// Recognises a WebSocket that was open before the capture began: a client's text frame whose payload, unmasked, is text. From its first byte on HTTP
/// says who takes over (RFC 6455 §4), and no flow is matched by its bytes: two of nearly any value begin a frame.
/// </summary>
[Protocol("websocket", Transports.Tcp, Name = "WebSocket", MaxBytes = WebSocketFrame.MaxHeadLength + Looked)]
public sealed class WebSocketClassifier : IProtocolClassifier
{
    /// <summary>Shorter texts are too often found in what is none.</summary>
    const int Shortest = 8;

    /// <summary>How many bytes of the text are looked at.</summary>
    const int Looked = 16;

    const byte FinalText = 0x81;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (!prefix.IsMidStream || bytes[0] != FinalText || (bytes.Length > 1 && (bytes[1] & 0x80) == 0)) return Classification.NoMatch;
        if (WebSocketFrame.TryRead(bytes, out WebSocketFrame frame) != true) return Classification.NeedMoreData(Math.Min(bytes.Length + 1, WebSocketFrame.MaxHeadLength));
        if (frame.Length < Shortest) return Classification.NoMatch;
        int looked = (int)Math.Min(frame.Length, Looked), needed = frame.HeadLength + looked;
        ReadOnlySpan<byte> text = bytes[frame.HeadLength..Math.Min(bytes.Length, needed)];
        for (int i = 0; i < text.Length; i++)
        {
            byte value = (byte)(text[i] ^ frame.Mask >> (24 - 8 * (i & 3)));
            if (value is not (>= (byte)' ' and <= (byte)'~' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return Classification.NoMatch;
        }

        return bytes.Length >= needed ? Classification.Match(70) : Classification.NeedMoreData(needed);
    }
}
