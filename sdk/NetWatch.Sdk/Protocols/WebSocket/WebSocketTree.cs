using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Protocols.WebSocket;

/// <summary>Adds the frames of one side of a WebSocket to a detail tree, unmasked and decompressed. Called by dissectors; screen's thread.</summary>
public static class WebSocketTree
{
    const int MaxInflated = 16;

    /// <summary>Adds the frames that reach beyond a place.</summary>
    /// <param name="tree">Takes the nodes.</param>
    /// <param name="bytes">Frames from the first byte of one on.</param>
    /// <param name="shownFrom">Where in <paramref name="bytes"/> those begin that are to be shown; what lies before is only read for its history.</param>
    /// <param name="offset">What is added to places in <paramref name="bytes"/> to get ranges of the tree.</param>
    public static void Add(IDetailTree tree, ReadOnlySpan<byte> bytes, int shownFrom, int offset)
    {
        var inflation = new MessageInflation();
        var message = new ArrayBufferWriter<byte>();
        bool isCompressed = false;
        int inflated = 0;
        for (int at = 0; at < bytes.Length;)
        {
            bool? isFrame = WebSocketFrame.TryRead(bytes[at..], out WebSocketFrame frame);
            if (isFrame != true)
            {
                if (bytes.Length > shownFrom) tree.Add(isFrame is null ? "WebSocket, the start of a frame" : "No WebSocket frame", offset + at, bytes.Length - at);
                return;
            }

            int start = at + frame.HeadLength, length = (int)Math.Min(frame.Length, bytes.Length - start);
            bool isWhole = length == frame.Length, isShown = start + length > shownFrom;
            byte[] payload = bytes.Slice(start, length).ToArray();
            frame.Unmask(payload, 0);
            if (!frame.IsControl) message.Write(payload);
            if (frame.Opcode is WebSocketOpcode.Text or WebSocketOpcode.Binary) isCompressed = frame.IsCompressed;
            bool endsMessage = !frame.IsControl && frame.IsFinal && isWhole;
            ReadOnlySpan<byte> whole = message.WrittenSpan;
            DecodedContent? content = !endsMessage ? null
                : !isCompressed ? new DecodedContent(whole.ToArray(), whole.Length, true, null)
                : isShown && inflated++ < MaxInflated ? inflation.Inflate(whole) : null;
            if (endsMessage && isCompressed && content is null) inflation.Pass(whole);
            if (endsMessage) message.ResetWrittenCount();
            if (isShown) AddFrame(tree, frame, payload, content, offset + at, frame.HeadLength + length, isWhole);
            at = start + length;
        }
    }

    static void AddFrame(IDetailTree tree, in WebSocketFrame frame, byte[] payload, DecodedContent? content, int start, int length, bool isWhole)
    {
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"WebSocket {frame.Opcode}, {frame.Length:N0} bytes{Marks(frame)}"), start, length);
        if (frame.Opcode == WebSocketOpcode.Close && payload.Length >= 2)
        {
            tree.Add(string.Create(CultureInfo.InvariantCulture, $"Code: {BinaryPrimitives.ReadUInt16BigEndian(payload)}"), start, length);
            if (payload.Length > 2) tree.Add($"Reason: {Encoding.UTF8.GetString(payload, 2, payload.Length - 2)}", start, length);
        }
        else if (frame.IsControl)
        {
            BodyTree.AddContent(tree, payload, payload.Length, start, length);
        }

        if (content?.Note is { } note) tree.Add(note, start, length);
        if (content is not null) BodyTree.AddContent(tree, content.Bytes.Span, content.Length, start, length);
        if (!isWhole) tree.Add("The frame goes on in a later packet", start, length);
        tree.Close();
    }

    static string Marks(in WebSocketFrame frame) => (frame.IsFinal ? "" : ", more follows") + (frame.IsCompressed ? ", compressed" : "") + (frame.IsMasked ? ", masked" : "");

    /// <summary>The frames in a few words, as in <c>WebSocket Text, Ping</c>; null when no frame begins.</summary>
    /// <param name="bytes">Frames from the first byte of one on.</param>
    /// <param name="shownFrom">Where in <paramref name="bytes"/> those begin that are to be named.</param>
    public static string? Summarize(ReadOnlySpan<byte> bytes, int shownFrom)
    {
        var names = new List<string>();
        for (int at = 0; at < bytes.Length && names.Count < 8;)
        {
            if (WebSocketFrame.TryRead(bytes[at..], out WebSocketFrame frame) != true) break;
            long end = at + frame.HeadLength + frame.Length;
            if (end > shownFrom) names.Add(frame.Opcode.ToString());
            at = (int)Math.Min(end, bytes.Length);
        }

        return names.Count == 0 ? null : $"WebSocket {string.Join(", ", names)}";
    }
}
