using System.Globalization;
using System.Text;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Plugins.Http;

/// <summary>Shows the messages of a packet: start line, fields, body.</summary>
[ForProtocol("http")]
public sealed class HttpDissector : IConversationDissector
{
    const int MaxShown = 200;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes[Math.Clamp(input.PacketStart, 0, input.Bytes.Length)..];
        if (bytes.IsEmpty) return null;
        int at = StartLine.LeadingEmptyLines(bytes);
        if (at >= bytes.Length) return null;
        MessageLayout.TryLine(bytes, ref at, out ReadOnlySpan<byte> line);
        if (new MessageHead(isShown: true).TryStart(line, isCut: false)) return Text(line);
        int frames = input.StartsAtFirstByte ? FramesStart(input.Bytes) : -1;
        return frames < 0 ? null : WebSocketTree.Summarize(input.Bytes[frames..], Math.Max(0, input.PacketStart - frames));
    }

    // Where the frames begin of a WebSocket that HTTP has become, or -1.
    static int FramesStart(ReadOnlySpan<byte> bytes)
    {
        var head = new MessageHead(isShown: true);
        int at = 0;
        bool isUpgrade = false;
        while (at < bytes.Length && MessageLayout.TryMeasure(bytes, at, head, out MessageLayout layout))
        {
            isUpgrade = head.IsWebSocketUpgrade && layout.IsHeadComplete;
            at = layout.End;
        }

        return isUpgrade && at < bytes.Length ? at : -1;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (bytes.IsEmpty) return;
        int at = input.StartsAtFirstByte ? 0 : MessageSearch.Find(bytes);
        var head = new MessageHead(isShown: true);
        bool isUpgrade = false;
        while (at >= 0 && at < bytes.Length)
        {
            if (!MessageLayout.TryMeasure(bytes, at, head, out MessageLayout layout))
            {
                if (isUpgrade) WebSocketTree.Add(tree, bytes[at..], Math.Max(0, input.PacketStart - at), at);
                else AddData(bytes, Math.Max(at, input.PacketStart), tree);
                return;
            }

            if (layout.End > input.PacketStart) AddMessage(bytes, layout, head, tree);
            // A message of no bytes can't be: its start line was read.
            at = layout.End;
            isUpgrade = head.IsWebSocketUpgrade && layout.IsHeadComplete;
        }

        if (at < 0) AddData(bytes, input.PacketStart, tree);
    }

    /// <inheritdoc/>
    public void DissectConversation(IReadOnlyList<PlaintextPiece> pieces, IDetailTree tree)
    {
        var conversation = new Conversation(pieces);
        for (int i = 0; i < Math.Max(conversation.Requests.Count, conversation.Responses.Count); i++)
        {
            ShownMessage? request = i < conversation.Requests.Count ? conversation.Requests[i] : null;
            ShownMessage? response = i < conversation.Responses.Count ? conversation.Responses[i] : null;
            tree.Open($"{request?.Title ?? "Request not seen"} → {response?.Title ?? "no answer yet"}", 0, 0);
            AddShown(request, tree);
            AddShown(response, tree);
            tree.Close();
        }

        foreach ((FlowDirection direction, byte[] frames) in conversation.WebSocket)
        {
            tree.Open(direction == FlowDirection.FromInitiator ? "WebSocket, from the client" : "WebSocket, from the server", 0, 0);
            WebSocketTree.Add(tree, frames, 0, 0);
            tree.Close();
        }
    }

    static void AddShown(ShownMessage? message, IDetailTree tree)
    {
        if (message is null) return;
        var head = new MessageHead(isShown: true);
        if (MessageLayout.TryMeasure(message.Bytes, message.Layout.Start, head, out MessageLayout layout)) AddMessage(message.Bytes, layout, head, tree);
    }

    static void AddData(ReadOnlySpan<byte> bytes, int start, IDetailTree tree)
    {
        start = Math.Clamp(start, 0, bytes.Length);
        if (start < bytes.Length) tree.Add(Count("HTTP data", bytes.Length - start), start, bytes.Length - start);
    }

    static void AddMessage(ReadOnlySpan<byte> bytes, in MessageLayout layout, MessageHead head, IDetailTree tree)
    {
        tree.Open(head.IsResponse ? "HTTP response" : "HTTP request", layout.Start, layout.End - layout.Start);
        int at = layout.Start;
        MessageLayout.TryLine(bytes, ref at, out ReadOnlySpan<byte> line);
        AddStartLine(line, layout.Start, head, tree);
        while (at < layout.HeadEnd)
        {
            int start = at;
            MessageLayout.TryLine(bytes, ref at, out line);
            if (!line.IsEmpty) tree.Add(Text(line), start, line.Length);
        }

        int body = layout.End - layout.HeadEnd;
        if (body > 0) AddBody(bytes.Slice(layout.HeadEnd, body), layout, head, tree);
        if (!layout.IsHeadComplete) tree.Add("The head goes on in a later packet", layout.HeadEnd, 0);
        tree.Close();
    }

    // Decoded as far as it is at hand, so that it can be read in the packet that ends it.
    static void AddBody(ReadOnlySpan<byte> body, in MessageLayout layout, MessageHead head, IDetailTree tree)
    {
        bool isChunked = head.Framing.IsChunked;
        ReadOnlySpan<byte> content = isChunked ? ChunkedBody.Join(body) : body;
        BodyTree.Add(tree, isChunked ? "Body, chunked" : "Body", content, head.ContentEncoding, head.ContentType, layout.IsWhole, layout.HeadEnd, body.Length);
    }

    static void AddStartLine(ReadOnlySpan<byte> line, int start, MessageHead head, IDetailTree tree)
    {
        tree.Open(Text(line), start, line.Length);
        if (head.IsResponse)
        {
            tree.Add($"Version: {head.Version}", start, 8);
            tree.Add(string.Create(CultureInfo.InvariantCulture, $"Status: {head.Status}"), start + 9, 3);
            if (line.Length > 13) tree.Add($"Reason: {Text(line[13..])}", start + 13, line.Length - 13);
        }
        else
        {
            int method = StartLine.TokenLength(line);
            int version = StartLine.IndexOfVersion(line[method..]);
            int end = version < 0 ? line.Length : method + version;
            tree.Add($"Method: {head.Method}", start, method);
            if (end > method + 1) tree.Add($"Target: {Text(line[(method + 1)..end])}", start + method + 1, end - method - 1);
            if (version >= 0) tree.Add($"Version: {head.Version}", start + end + 1, 8);
        }

        tree.Close();
    }

    static string Count(string what, int bytes) => string.Create(CultureInfo.InvariantCulture, $"{what} ({bytes} bytes)");

    static string Text(ReadOnlySpan<byte> line) =>
        line.Length <= MaxShown ? Encoding.Latin1.GetString(line) : string.Concat(Encoding.Latin1.GetString(line[..MaxShown]), "…");
}
