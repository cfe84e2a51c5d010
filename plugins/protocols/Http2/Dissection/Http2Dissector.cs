using System.Globalization;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2.Dissection;

/// <summary>Shows the frames of a packet, their fields as far as the table is known, and the bodies that end in it, decoded.</summary>
[ForProtocol("http2")]
public sealed class Http2Dissector : IConversationDissector
{
    const int MaxSummary = 120;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        var walk = new FrameWalk(bytes, input.StartsAtFirstByte);
        var sections = new SectionReader(input.StartsAtFirstByte);
        var parts = new List<string>();
        if (input.StartsAtFirstByte && input.PacketStart < ConnectionStart.PrefaceLength && ConnectionStart.IsPreface(bytes) == true) parts.Add("Preface");
        int length = 0;
        while (walk.TryNext(out DissectedFrame frame))
        {
            HttpFieldLines? lines = Fields(frame, bytes, sections);
            if (frame.PayloadEnd <= input.PacketStart || length > MaxSummary) continue;
            parts.Add(lines?.Title is { } title ? $"{FrameText.Short(frame.Header)} {title}" : FrameText.Short(frame.Header));
            length += parts[^1].Length + 2;
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    static HttpFieldLines? Fields(in DissectedFrame frame, ReadOnlySpan<byte> bytes, SectionReader sections)
    {
        if (frame.Header.Type is FrameType.Headers or FrameType.PushPromise or FrameType.Continuation) return sections.Take(frame, bytes);
        sections.Interrupt();
        return null;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (bytes.IsEmpty) return;
        var walk = new FrameWalk(bytes, input.StartsAtFirstByte);
        var sections = new SectionReader(input.StartsAtFirstByte);
        var bodies = new StreamBodies();
        if (walk.First < 0)
        {
            AddRest("HTTP/2 data, no frame begins here", Math.Clamp(input.PacketStart, 0, bytes.Length), bytes.Length, tree);
            return;
        }

        if (walk.First > input.PacketStart)
        {
            bool isPreface = input.StartsAtFirstByte || walk.First >= ConnectionStart.PrefaceLength && bytes[..walk.First].EndsWith(ConnectionStart.Preface);
            AddRest(isPreface ? "HTTP/2 preface" : "HTTP/2, end of a frame", input.PacketStart, walk.First, tree);
        }

        while (walk.TryNext(out DissectedFrame frame))
        {
            bool isShown = frame.PayloadEnd > input.PacketStart;
            HttpFieldLines? lines = Fields(frame, bytes, sections);
            if (frame.Header.Type == FrameType.Data) bodies.Append(frame, bytes, isShown);
            if (lines is not null && frame.Header.Type != FrameType.PushPromise) bodies.Begin(frame.Header.StreamId, lines.Fields);
            if (frame.Header is { Type: FrameType.Headers, EndsStream: true }) bodies.End(frame.Header.StreamId, isShown);
            if (isShown) AddFrame(frame, bytes, lines, tree);
        }

        bodies.AddTo(tree);
        if (walk.Position < bytes.Length) AddRest("HTTP/2, the start of a frame", Math.Max(walk.Position, input.PacketStart), bytes.Length, tree);
    }

    /// <inheritdoc/>
    public void DissectConversation(IReadOnlyList<PlaintextPiece> pieces, IDetailTree tree)
    {
        var conversation = new HttpConversation();
        var analyzer = new Http2Analyzer(conversation);
        var facts = new NoFacts();
        analyzer.Start(default);
        foreach (PlaintextPiece piece in pieces)
        {
            if (piece.MissingBytes > 0) analyzer.OnGap(piece.Direction, piece.MissingBytes, facts);
            else if (!piece.Bytes.IsEmpty) analyzer.OnData(new StreamChunk { Direction = piece.Direction, Bytes = piece.Bytes.Span, Time = piece.Time }, facts);
        }

        conversation.AddTo(tree);
    }

    // What the flow is about is published by its own analyzer.
    sealed class NoFacts : IFactSink
    {
        public void Publish(Fact fact)
        {
            // Nobody listens.
        }
    }

    static void AddFrame(in DissectedFrame frame, ReadOnlySpan<byte> bytes, HttpFieldLines? lines, IDetailTree tree)
    {
        FrameHeader header = frame.Header;
        string title = lines?.Title is { } text ? $", {text}" : "";
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"HTTP/2 {FrameText.Name(header.Type)}, stream {header.StreamId}{title}"), frame.Start, frame.Length);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Length: {header.Length}"), frame.Start, 3);
        tree.Add($"Type: {FrameText.Name(header.Type)}", frame.Start + 3, 1);
        tree.Add($"Flags: {FrameText.Flags(header)}", frame.Start + 4, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Stream: {header.StreamId}"), frame.Start + 5, 4);
        FrameText.AddPayload(frame, bytes, tree);
        int payload = frame.PayloadEnd - frame.PayloadStart;
        for (int i = 0; lines is not null && i < lines.Lines.Count; i++) tree.Add(lines.Lines[i], frame.PayloadStart, payload);
        if (!frame.IsWhole) tree.Add("The frame goes on in a later packet", frame.PayloadStart, payload);
        tree.Close();
    }

    static void AddRest(string text, int start, int end, IDetailTree tree)
    {
        if (start < end) tree.Add(string.Create(CultureInfo.InvariantCulture, $"{text} ({end - start} bytes)"), start, end - start);
    }
}
