using System.Globalization;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Http3;

/// <summary>
/// Reads the streams of a connection up to a packet, and shows the frames that the packet brought: field sections with the dynamic table as it then was.
/// For the screen: it allocates.
/// </summary>
sealed class FrameWalk(IDetailTree tree)
{
    const int MaxStreams = 4096;

    readonly Dictionary<(long Id, FlowDirection Direction), SideStream> _streams = [];
    readonly QpackDecoder[] _decoders = [new(), new()];

    internal void Take(PlaintextPiece piece, bool isShown)
    {
        (long Id, FlowDirection Direction) key = (piece.StreamId, piece.Direction);
        if (!_streams.TryGetValue(key, out SideStream? stream))
        {
            if (_streams.Count >= MaxStreams) return;
            _streams[key] = stream = new SideStream();
            // A stream of both directions has frames from the first byte on.
            if ((piece.StreamId & 2) == 0) stream.Kind = StreamKind.Push;
        }

        if (piece.MissingBytes > 0)
        {
            Lose(stream, piece, isShown);
            return;
        }

        ReadOnlySpan<byte> bytes = piece.Bytes.Span;
        if (stream.Kind == StreamKind.Unknown && !TryBegin(stream, piece, ref bytes, isShown)) return;
        switch (stream.Kind)
        {
            case StreamKind.Encoder:
                ReadInstructions(piece, bytes, isShown);
                break;
            case StreamKind.Control or StreamKind.Push:
                ReadFrames(stream, piece, bytes, isShown);
                break;
            default:
                if (isShown) tree.Add(Line($"Stream {piece.StreamId}: {bytes.Length} bytes"), 0, 0);
                break;
        }
    }

    void Lose(SideStream stream, PlaintextPiece piece, bool isShown)
    {
        if (isShown) tree.Add(Line($"Stream {piece.StreamId}: {piece.MissingBytes} bytes are missing"), 0, 0);
        if (stream.Kind is StreamKind.Encoder or StreamKind.Unknown) _decoders[(int)piece.Direction].Lose();
        else stream.Frames.Pass(piece.MissingBytes, out _);
        if (stream.Kind == StreamKind.Unknown) stream.Kind = StreamKind.Other;
    }

    // The type of the stream, and for a push the number of the promise (RFC 9114 §6.2).
    bool TryBegin(SideStream stream, PlaintextPiece piece, ref ReadOnlySpan<byte> bytes, bool isShown)
    {
        int before = stream.StartLength, taken = Math.Min(stream.Start.Length - before, bytes.Length);
        bytes[..taken].CopyTo(stream.Start.AsSpan(before));
        stream.StartLength += taken;
        var reader = new ByteReader(stream.Start.AsSpan(0, stream.StartLength));
        if (!QuicVarInt.TryRead(ref reader, out ulong type) || (type == 1 && !QuicVarInt.TryRead(ref reader, out _))) return false;
        stream.Kind = type switch { 0 => StreamKind.Control, 1 => StreamKind.Push, 2 => StreamKind.Encoder, _ => StreamKind.Other };
        string name = type switch { 0 => "control", 1 => "push", 2 => "QPACK encoder", 3 => "QPACK decoder", _ => Line($"type {type}") };
        if (isShown) tree.Add(Line($"HTTP/3, stream {piece.StreamId} begins: {name}"), 0, 0);
        bytes = bytes[Math.Max(0, reader.Position - before)..];
        return !bytes.IsEmpty;
    }

    void ReadInstructions(PlaintextPiece piece, ReadOnlySpan<byte> bytes, bool isShown)
    {
        QpackDecoder decoder = _decoders[(int)piece.Direction];
        long before = decoder.InsertCount;
        bool isRight = decoder.ReadEncoderStream(bytes);
        if (isShown) tree.Add(Line($"QPACK encoder, stream {piece.StreamId}: {decoder.InsertCount - before} entries{(isRight ? "" : ", malformed")}"), 0, 0);
    }

    void ReadFrames(SideStream stream, PlaintextPiece piece, ReadOnlySpan<byte> bytes, bool isShown)
    {
        FrameReader frames = stream.Frames;
        if (isShown && frames.IsDead) tree.Add(Line($"HTTP/3, stream {piece.StreamId}: {bytes.Length} bytes whose frames can't be found"), 0, 0);
        if (isShown && frames.IsInsideFrame) tree.Add(Line($"HTTP/3, stream {piece.StreamId}: {Name(frames.Type)} goes on"), 0, 0);
        for (int at = 0; ;)
        {
            switch (frames.Read(bytes, ref at))
            {
                case FrameStep.NeedsBytes:
                    return;
                case FrameStep.Begin when isShown && frames.Type is not (FrameType.Headers or FrameType.Settings or FrameType.GoAway or FrameType.PushPromise):
                    tree.Add(Line($"HTTP/3 {Name(frames.Type)}, stream {piece.StreamId}, {frames.Length} bytes"), 0, 0);
                    break;
                case FrameStep.End when frames.Type is FrameType.Headers or FrameType.Settings or FrameType.GoAway or FrameType.PushPromise:
                    Show(frames, piece, frames.Piece(bytes), isShown);
                    break;
                default:
                    break;
            }
        }
    }

    void Show(FrameReader frames, PlaintextPiece piece, ReadOnlySpan<byte> payload, bool isShown)
    {
        var reader = new ByteReader(payload);
        List<string> lines = [];
        string title = "";
        switch (frames.Type)
        {
            case FrameType.Settings:
                var settings = new Settings();
                settings.Take(payload);
                lines = settings.ToList();
                _decoders[1 - (int)piece.Direction].MaxTableCapacity = settings.MaxTableCapacity;
                break;
            case FrameType.GoAway when QuicVarInt.TryRead(ref reader, out ulong last):
                title = Line($" up to {last}");
                break;
            case FrameType.PushPromise when QuicVarInt.TryRead(ref reader, out ulong push):
                title = Line($" {push}");
                lines.AddRange(Section(piece.Direction, reader.Rest, frames.IsCut, ref title));
                break;
            case FrameType.Headers:
                lines.AddRange(Section(piece.Direction, payload, frames.IsCut, ref title));
                break;
            default:
                break;
        }

        if (!isShown) return;
        tree.Open(Line($"HTTP/3 {Name(frames.Type)}, stream {piece.StreamId}{title}"), 0, 0);
        foreach (string line in lines) tree.Add(line, 0, 0);
        tree.Close();
    }

    IReadOnlyList<string> Section(FlowDirection direction, ReadOnlySpan<byte> section, bool isCut, ref string title)
    {
        if (isCut) return ["The section is not whole"];
        var lines = new HttpFieldLines();
        FieldSectionResult result = _decoders[(int)direction].Decode(section, lines);
        if (result == FieldSectionResult.Blocked) return ["It needs entries of the dynamic table that come later"];
        if (result == FieldSectionResult.Malformed) lines.AddLine("Malformed: the rest can't be read");
        if (result == FieldSectionResult.TooLarge) lines.AddLine("Too large: the rest is left out");
        if (lines.Title is { } text) title += ", " + text;
        return lines.Lines;
    }

    static string Name(long type) => type switch
    {
        FrameType.Data => "DATA",
        FrameType.Headers => "HEADERS",
        FrameType.CancelPush => "CANCEL_PUSH",
        FrameType.Settings => "SETTINGS",
        FrameType.PushPromise => "PUSH_PROMISE",
        FrameType.GoAway => "GOAWAY",
        FrameType.MaxPushId => "MAX_PUSH_ID",
        _ => Line($"frame of type 0x{type:x}"),
    };

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
