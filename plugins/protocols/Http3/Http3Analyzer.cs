using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Http3;

/// <summary>Follows the streams of a connection and publishes an <see cref="HttpExchange"/> for each request and push.</summary>
/// <remarks>
/// Low bits of a stream's number tell who opened it and whether it has one direction (RFC 9000 §2.1), so the client is known also where the
/// capture has taken the server for the initiator.
/// </remarks>
sealed class Http3Analyzer(HttpConversation? conversation = null) : IMultiStreamAnalyzer
{
    const int MaxPushes = 64;

    readonly Exchanges _exchanges = new(conversation);
    readonly SideStreams _sides = new();
    readonly Settings[] _settings = [new(), new()];
    readonly Dictionary<long, (MessageStream Stream, int Generation)> _promises = [];
    Timestamp _time;
    long _missing;
    long? _goAway;
    bool _hasData;
    bool _isFinished;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _exchanges.Start(start.IsMidStream);
        _sides.Clear();
        foreach (Settings settings in _settings) settings.Clear();
        _promises.Clear();
        _missing = 0;
        _goAway = null;
        _hasData = _isFinished = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        _hasData = true;
        _time = chunk.Time;
        int direction = (int)chunk.Direction;
        if ((chunk.StreamId & 2) == 0) OnMessageBytes(StreamOf(chunk, facts), direction, chunk.Bytes, 0, facts);
        else OnSideBytes(chunk, direction, facts);
        return AnalysisVerdict.Continue;
    }

    MessageStream StreamOf(in StreamChunk chunk, IFactSink facts)
    {
        if (_exchanges.Find(chunk.StreamId) is { } known) return known;
        MessageStream stream = _exchanges.Open(chunk.StreamId, facts);
        // Joined within the stream: where its frames lie is not known.
        if (chunk.Offset > 0) LoseFrames(stream, (int)chunk.Direction);
        return stream;
    }

    static void LoseFrames(MessageStream stream, int direction)
    {
        stream.Reader(direction).Pass(long.MaxValue, out _);
        stream.Exchange.HasGap = true;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) => OnStreamGap(0, direction, missingBytes, facts);

    /// <inheritdoc/>
    public AnalysisVerdict OnStreamGap(long streamId, FlowDirection direction, long missingBytes, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        _missing += missingBytes;
        if ((streamId & 2) != 0)
        {
            OnSideGap(streamId, (int)direction, missingBytes, facts);
            return AnalysisVerdict.Continue;
        }

        OnMessageGap(_exchanges.Find(streamId) ?? _exchanges.Open(streamId, facts), (int)direction, missingBytes, facts);
        return AnalysisVerdict.Continue;
    }

    void OnMessageGap(MessageStream stream, int direction, long missing, IFactSink facts)
    {
        FrameReader reader = stream.Reader(direction);
        bool isSection = reader.Type == FrameType.Headers && reader.IsInsideFrame;
        if (!reader.Pass(missing, out long lostContent))
        {
            stream.Exchange.HasGap = true;
            if (isSection) _exchanges.OnSection(stream, direction, default, isLost: true, stream.FrameTimes[direction], facts);
        }

        if (lostContent > 0) stream.Exchange.AddBody(direction == _exchanges.Client, lostContent);
        stream.Exchange.WebSocket?.OnGap(direction == _exchanges.Client, lostContent > 0 ? lostContent : long.MaxValue);
    }

    void OnSideGap(long streamId, int direction, long missing, IFactSink facts)
    {
        NoteClient(streamId, direction);
        if (_exchanges.Find(streamId) is { } push)
        {
            OnMessageGap(push, direction, missing, facts);
            return;
        }

        if (_sides.FindOrAdd(streamId) is not { } side) return;
        if (side.Kind == StreamKind.Control) side.Frames.Pass(missing, out _);
        // Which of the streams it would have been is unknown; the table is only sure while all of its stream is.
        if (side.Kind is StreamKind.Encoder or StreamKind.Unknown) _exchanges.LoseTable(direction, facts);
        if (side.Kind != StreamKind.Control) side.Kind = StreamKind.Other;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnStreamEnd(long streamId, FlowDirection direction, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        if (_exchanges.Find(streamId) is { } stream)
        {
            if (!stream.Reader((int)direction).IsBetweenFrames) stream.Exchange.HasGap = true;
            _exchanges.OnEnd(stream, (int)direction, _time, facts);
        }
        else if ((streamId & 2) != 0 && _sides.Find(streamId) is { Kind: StreamKind.Other or StreamKind.Unknown })
        {
            _sides.Remove(streamId);
        }

        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        if (_isFinished) return;
        OpenFact connection = ConnectionFact.Of(_settings[_exchanges.Client], _settings[1 - _exchanges.Client], _goAway, _missing, _exchanges);
        _exchanges.PublishAll(facts);
        if (_hasData) facts.Publish(connection);
        _isFinished = true;
    }

    // Streams of one direction are sent by who opened them.
    void NoteClient(long streamId, int direction) => _exchanges.Client = (streamId & 1) == 0 ? direction : 1 - direction;

    void OnSideBytes(in StreamChunk chunk, int direction, IFactSink facts)
    {
        NoteClient(chunk.StreamId, direction);
        if (_exchanges.Find(chunk.StreamId) is { } push)
        {
            OnMessageBytes(push, direction, chunk.Bytes, 0, facts);
            return;
        }

        bool isNew = _sides.Find(chunk.StreamId) is null;
        if (_sides.FindOrAdd(chunk.StreamId) is not { } side) return;
        if (isNew && chunk.Offset > 0)
        {
            OnSideGap(chunk.StreamId, direction, chunk.Offset, facts);
            return;
        }

        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (side.Kind == StreamKind.Unknown && !TryBegin(side, chunk.StreamId, direction, ref bytes, facts)) return;
        if (side.Kind == StreamKind.Encoder) _exchanges.OnEncoderStream(direction, bytes, facts);
        else if (side.Kind == StreamKind.Control) OnControlBytes(side, direction, bytes, facts);
    }

    // The type of the stream, and for a push the number of the promise behind it (RFC 9114 §6.2.2).
    bool TryBegin(SideStream side, long streamId, int direction, ref ReadOnlySpan<byte> bytes, IFactSink facts)
    {
        int before = side.StartLength, taken = Math.Min(side.Start.Length - before, bytes.Length);
        bytes[..taken].CopyTo(side.Start.AsSpan(before));
        side.StartLength += taken;
        var reader = new ByteReader(side.Start.AsSpan(0, side.StartLength));
        if (!QuicVarInt.TryRead(ref reader, out ulong type)) return false;
        ulong pushId = 0;
        if (type == 1 && !QuicVarInt.TryRead(ref reader, out pushId)) return false;
        side.Kind = type switch { 0 => StreamKind.Control, 1 => StreamKind.Push, 2 => StreamKind.Encoder, _ => StreamKind.Other };
        bytes = bytes[(reader.Position - before)..];
        if (side.Kind != StreamKind.Push) return true;
        _sides.Remove(streamId);
        MessageStream stream = OpenPush((long)pushId, streamId, facts);
        OnMessageBytes(stream, direction, bytes, 0, facts);
        return false;
    }

    void OnControlBytes(SideStream side, int direction, ReadOnlySpan<byte> bytes, IFactSink facts)
    {
        for (int at = 0; ;)
        {
            FrameStep step = side.Frames.Read(bytes, ref at);
            if (step == FrameStep.NeedsBytes) return;
            if (step != FrameStep.End) continue;
            ReadOnlySpan<byte> payload = side.Frames.Piece(bytes);
            if (side.Frames.Type == FrameType.Settings && !_settings[direction].IsKnown && !side.Frames.IsCut)
            {
                _settings[direction].Take(payload);
                // What one side allows bounds the table of the other.
                _exchanges.SetMaxTableCapacity(1 - direction, _settings[direction].MaxTableCapacity, facts);
            }
            else if (side.Frames.Type == FrameType.GoAway)
            {
                var reader = new ByteReader(payload);
                if (QuicVarInt.TryRead(ref reader, out ulong last)) _goAway = (long)last;
            }
        }
    }

    void OnMessageBytes(MessageStream stream, int direction, ReadOnlySpan<byte> bytes, int at, IFactSink facts)
    {
        FrameReader reader = stream.Reader(direction);
        while (true)
        {
            switch (reader.Read(bytes, ref at))
            {
                case FrameStep.NeedsBytes:
                    return;
                case FrameStep.Begin:
                    stream.FrameTimes[direction] = _time;
                    break;
                case FrameStep.Data:
                    OnContent(stream, direction, reader.Piece(bytes));
                    break;
                default:
                    OnFrameEnd(stream, direction, reader, reader.Piece(bytes), facts);
                    break;
            }
        }
    }

    void OnContent(MessageStream stream, int direction, ReadOnlySpan<byte> content)
    {
        bool fromClient = direction == _exchanges.Client;
        conversation?.OnContent(stream.Exchange.Id, fromClient, content);
        stream.Exchange.AddBody(fromClient, content.Length);
        stream.Exchange.WebSocket?.OnData(fromClient, content);
    }

    void OnFrameEnd(MessageStream stream, int direction, FrameReader reader, ReadOnlySpan<byte> payload, IFactSink facts)
    {
        if (reader.Type == FrameType.Headers)
        {
            if (reader.IsCut && reader.Length > FrameReader.MaxCollected) _exchanges.Irregularities |= Irregularities.OverlongHeaders;
            _exchanges.OnSection(stream, direction, payload, reader.IsCut, stream.FrameTimes[direction], facts);
        }
        else if (reader.Type == FrameType.PushPromise && !reader.IsCut)
        {
            OnPromise(direction, payload, facts);
        }
    }

    // The request that a push answers; it is put together with the push stream by its number (RFC 9114 §4.6).
    void OnPromise(int direction, ReadOnlySpan<byte> payload, IFactSink facts)
    {
        var reader = new ByteReader(payload);
        if (!QuicVarInt.TryRead(ref reader, out ulong pushId)) return;
        // Until its stream comes the promise goes by a number that no stream has.
        MessageStream stream = FindPush((long)pushId) ?? OpenPush((long)pushId, -1 - (long)pushId, facts);
        if (stream.Exchange.HasRequest) return;
        _exchanges.OnSection(stream, direction, reader.Rest, isLost: false, _time, facts);
    }

    MessageStream? FindPush(long pushId) =>
        _promises.TryGetValue(pushId, out (MessageStream Stream, int Generation) push) && push.Stream.Generation == push.Generation ? push.Stream : null;

    // Promise and stream come in either order (RFC 9114 §4.6); the first opens the push, the second finds it.
    MessageStream OpenPush(long pushId, long streamId, IFactSink facts)
    {
        if (FindPush(pushId) is { } promised)
        {
            _exchanges.Renumber(promised, streamId);
            return promised;
        }

        MessageStream stream = _exchanges.Open(streamId, facts);
        stream.Exchange.IsPush = true;
        if (_promises.Count >= MaxPushes) _promises.Clear();
        _promises[pushId] = (stream, stream.Generation);
        return stream;
    }
}
