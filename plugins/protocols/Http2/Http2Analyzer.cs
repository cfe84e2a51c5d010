using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2;

/// <summary>Follows the frames of both directions and publishes an <see cref="HttpExchange"/> for each stream.</summary>
/// <remarks>
/// In a connection that was joined in the middle either side may be the client; pseudo-header fields tell. What was lost is never guessed:
/// fields that refer to it are counted as unknown, and streams that may have lost something say so.
/// </remarks>
sealed class Http2Analyzer(HttpConversation? conversation = null) : IFlowAnalyzer
{
    const int MaxPassedBytes = 64 << 10;

    readonly Side[] _sides = [new(), new()];
    readonly Exchanges _exchanges = new(conversation);
    readonly HttpFields _fields = new();
    Irregularities _irregularities;
    int _client;
    bool _isMidStream;
    bool _isFinished;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _isMidStream = start.IsMidStream;
        for (int i = 0; i < 2; i++) _sides[i].Start(i == 0, start.IsMidStream);
        _exchanges.Start();
        _irregularities = Irregularities.None;
        _client = start.IsMidStream ? -1 : 0;
        _isFinished = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        int direction = (int)chunk.Direction;
        Side side = _sides[direction];
        int at = 0;
        while (true)
        {
            int from = at;
            bool wasSearching = side.Frames.IsSearching;
            FrameStep step = side.Frames.Read(chunk.Bytes, ref at);
            if (wasSearching) side.PassedBytes += at - from;
            switch (step)
            {
                case FrameStep.NeedsBytes:
                    return IsHopeless(side) ? AnalysisVerdict.Violation("No HTTP/2 frames follow.") : AnalysisVerdict.Continue;
                case FrameStep.Begin:
                    side.FrameTime = chunk.Time;
                    OnFrame(side);
                    break;
                case FrameStep.Data:
                    _exchanges.OnContent(side.Frames.Header.StreamId, IsClient(direction), side.Frames.Piece(chunk.Bytes));
                    break;
                case FrameStep.End:
                    OnFrameEnd(direction, side.Frames.Piece(chunk.Bytes), chunk.Time, facts);
                    side.Frames.Release();
                    break;
                case FrameStep.Lost:
                    if (side.FrameCount == 0 && !_isMidStream && side.MissingBytes == 0) return AnalysisVerdict.Violation("What should be the first frame is none.");
                    _irregularities |= Irregularities.NotFrames;
                    LoseStreams(direction);
                    break;
                default:
                    break;
            }
        }
    }

    // A label that only looked right, or bytes that never become frames again, are not searched for ever.
    bool IsHopeless(Side side)
    {
        if (side.PassedBytes < MaxPassedBytes) return false;
        _isFinished = _sides[0].FrameCount + _sides[1].FrameCount == 0;
        side.PassedBytes = 0;
        return _isFinished;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        Side side = _sides[(int)direction];
        side.MissingBytes += missingBytes;
        if (!side.Frames.Pass(missingBytes, out int lostContent)) LoseStreams((int)direction);
        else if (lostContent > 0) _exchanges.OnLostContent(side.Frames.Header.StreamId, IsClient((int)direction), lostContent);
        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        _exchanges.PublishAll(facts);
        if (_isFinished || _sides[0].FrameCount + _sides[1].FrameCount == 0) return;
        (Side client, Side server) = _client == 1 ? (_sides[1], _sides[0]) : (_sides[0], _sides[1]);
        if (_exchanges.HadTooMany) _irregularities |= Irregularities.TooManyStreams;
        facts.Publish(ConnectionFact.Of(client, server, _exchanges.Streams, _exchanges.Resets, _irregularities));
        _isFinished = true;
    }

    bool IsClient(int direction) => direction == (_client < 0 ? 0 : _client);

    void LoseStreams(int direction)
    {
        _sides[direction].LoseFields();
        _exchanges.OnLoss(IsClient(direction));
        // What the other side may send as its longest frame may have been in what was lost.
        _sides[1 - direction].Frames.MaxLength = (1 << 24) - 1;
    }

    void OnFrame(Side side)
    {
        side.FrameCount++;
        FrameHeader header = side.Frames.Header;
        if (!side.Block.IsOpen || (header.Type == FrameType.Continuation && header.StreamId == side.Block.StreamId)) return;
        // Nothing may come between the frames of a block (RFC 9113 §6.10), or HPACK is out of step.
        _irregularities |= Irregularities.InterruptedHeaders;
        side.Block.Close();
        side.LoseFields();
    }

    void OnFrameEnd(int direction, ReadOnlySpan<byte> payload, Timestamp time, IFactSink facts)
    {
        Side side = _sides[direction];
        FrameHeader header = side.Frames.Header;
        switch (header.Type)
        {
            case FrameType.Data:
                if (header.EndsStream) _exchanges.OnStreamEnd(header.StreamId, IsClient(direction), time, facts);
                break;
            case FrameType.Headers or FrameType.PushPromise or FrameType.Continuation:
                OnBlock(direction, header, payload, time, facts);
                break;
            case FrameType.Settings when !header.IsAck && !side.Frames.IsCut:
                OnSettings(direction, payload);
                break;
            case FrameType.RstStream when payload.Length >= 4:
                _exchanges.OnReset(header.StreamId, BinaryPrimitives.ReadUInt32BigEndian(payload), facts);
                break;
            case FrameType.GoAway when payload.Length >= 8:
                side.GoAway = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]);
                break;
            default:
                break;
        }
    }

    void OnSettings(int direction, ReadOnlySpan<byte> payload)
    {
        Settings settings = _sides[direction].Settings;
        settings.Take(payload);
        if (settings.Find(5) is { } longest and >= FrameHeader.UsualMaxLength and < 1 << 24) _sides[1 - direction].Frames.MaxLength = (int)longest;
    }

    void OnBlock(int direction, in FrameHeader header, ReadOnlySpan<byte> payload, Timestamp time, IFactSink facts)
    {
        Side side = _sides[direction];
        if (side.Frames.IsCut)
        {
            if (header.Length > FrameReader.MaxCollected) _irregularities |= Irregularities.OverlongHeaders;
            OnLostBlock(direction, header, time, facts);
            return;
        }

        if (header.Type == FrameType.Continuation && !side.Block.IsOpen)
        {
            // The beginning was lost, or never was: what it did to the table is unknown.
            side.LoseFields();
            return;
        }

        HeadersPayload place = HeadersPayload.Of(header, payload);
        if (!place.IsRight)
        {
            _irregularities |= Irregularities.BadPadding;
            OnLostBlock(direction, header, time, facts);
            return;
        }

        if (place.PromisedStream != 0 && _client < 0) _client = 1 - direction;
        if (header.Type != FrameType.Continuation)
            side.Block.Begin(header.StreamId, place.PromisedStream == 0 ? header.StreamId : place.PromisedStream, header.EndsStream, side.FrameTime);
        ReadOnlySpan<byte> fragment = payload.Slice(place.Start, place.Length);
        if (header.Type != FrameType.Continuation && header.EndsHeaders)
        {
            Decode(direction, fragment, time, facts);
            return;
        }

        side.Block.Append(fragment);
        if (header.EndsHeaders) Decode(direction, side.Block.Bytes, time, facts);
    }

    // The fields are lost, the end of the stream is not.
    void OnLostBlock(int direction, in FrameHeader header, Timestamp time, IFactSink facts)
    {
        Side side = _sides[direction];
        side.LoseFields();
        if (header.Type != FrameType.Continuation && !header.EndsHeaders)
        {
            side.Block.Begin(header.StreamId, header.StreamId, header.EndsStream, side.FrameTime);
            side.Block.IsLost = true;
            return;
        }

        bool endsStream = header.Type == FrameType.Continuation ? side.Block.IsOpen && side.Block.EndsStream : header.EndsStream;
        side.Block.Close();
        _fields.Clear();
        _fields.OnUnknownField();
        if (header.Type != FrameType.PushPromise) _exchanges.OnFields(header.StreamId, _fields, IsClient(direction), false, side.FrameTime, facts);
        if (endsStream) _exchanges.OnStreamEnd(header.StreamId, IsClient(direction), time, facts);
    }

    void Decode(int direction, ReadOnlySpan<byte> block, Timestamp time, IFactSink facts)
    {
        Side side = _sides[direction];
        _fields.Clear();
        FieldSectionResult result = FieldSectionResult.Partial;
        if (side.Block.IsLost) side.Decoder.Lose();
        else result = side.Decoder.Decode(block, conversation is null ? _fields : new TeeSink(_fields, conversation.BeginSection()));
        if (side.Block.IsOverlong) _irregularities |= Irregularities.OverlongHeaders;
        if (result == FieldSectionResult.Malformed) _irregularities |= Irregularities.MalformedHeaders;
        if (result == FieldSectionResult.TooLarge) _irregularities |= Irregularities.HeaderBomb;
        if (side.Block.IsLost || result is FieldSectionResult.Malformed or FieldSectionResult.TooLarge) _fields.OnUnknownField();
        (int stream, bool ends, bool isPush, Timestamp begin) =
            (side.Block.FieldsStreamId, side.Block.EndsStream, side.Block.FieldsStreamId != side.Block.StreamId, side.Block.Time);
        side.Block.Close();
        if (_client < 0 && (_fields.IsRequest || _fields.IsResponse)) _client = _fields.IsRequest != isPush ? direction : 1 - direction;
        // What a PUSH_PROMISE carries is a request, though the server sends it.
        _exchanges.OnFields(stream, _fields, IsClient(direction), isPush, begin, facts);
        if (ends && !isPush) _exchanges.OnStreamEnd(stream, IsClient(direction), time, facts);
    }
}
