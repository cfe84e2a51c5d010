using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Http;

/// <summary>Follows the messages of both directions and publishes an <see cref="HttpExchange"/> for each pair.</summary>
/// <remarks>
/// Either direction may carry requests: in a flow that was joined late the server may pass for the initiator. Bodies are counted,
/// never kept.
/// </remarks>
sealed class HttpAnalyzer : IFlowAnalyzer
{
    /// <summary>Bytes without any message after which the label was wrong.</summary>
    const int MaxSearch = 8192;

    readonly MessageReader _first = new(), _second = new();
    readonly ExchangeLog _log = new();
    int _responder;
    bool _isMidStream;
    bool _isFinished;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _first.Start(start.IsMidStream);
        _second.Start(start.IsMidStream);
        _log.Start();
        _responder = -1;
        _isMidStream = start.IsMidStream;
        _isFinished = false;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        int direction = (int)chunk.Direction;
        MessageReader reader = Reader(direction);
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (reader.TryPass(bytes.Length)) return AnalysisVerdict.Continue;
        while (true)
        {
            ReadStep step = reader.Read(ref bytes, chunk.Time);
            switch (step)
            {
                case ReadStep.Head:
                    AnalysisVerdict verdict = OnHead(direction, chunk.Bytes.Length - bytes.Length, chunk.Time, facts);
                    if (verdict != AnalysisVerdict.Continue) return verdict;
                    break;
                case ReadStep.BodyEnd:
                    OnBodyEnd(direction, chunk.Time, facts);
                    break;
                case ReadStep.Found:
                    CloseWhatWasInFlight(direction, facts);
                    break;
                case ReadStep.NotHttp:
                    TakeOldResponse(direction);
                    break;
                default:
                    return IsWrong() ? AnalysisVerdict.Violation("No HTTP message is where one should begin.") : AnalysisVerdict.Continue;
            }
        }
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        if (_isFinished) return AnalysisVerdict.Done;
        MessageReader reader = Reader((int)direction);
        if (reader.Skip(missingBytes))
        {
            // The head was cut. What was read of it stands; where its message ends is unknown.
            if (reader.Head.IsResponse) OpenResponse((int)direction);
            else _log.AddRequest(reader.Head, facts);
            reader.Search();
        }
        else if (reader.TakeBodyEnd())
        {
            OnBodyEnd((int)direction, null, facts);
        }

        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts)
    {
        if (!_isFinished) FinishHeads(facts);
        CloseResponse(facts);
        NoteOpenRequest();
        _log.PublishUnanswered(facts);
        Irregularities seen = _first.Irregularities | _second.Irregularities;
        if (seen != Irregularities.None && _log.Exchanges > 0) facts.Publish(IrregularityFact.Of(seen));
        _isFinished = true;
    }

    MessageReader Reader(int direction) => direction == 0 ? _first : _second;

    AnalysisVerdict OnHead(int direction, int bytesUsed, Timestamp time, IFactSink facts)
    {
        MessageReader reader = Reader(direction);
        return reader.Head.IsResponse ? OnResponse(direction, bytesUsed, facts) : OnRequest(direction, time, facts);
    }

    AnalysisVerdict OnRequest(int direction, Timestamp time, IFactSink facts)
    {
        MessageReader reader = Reader(direction);
        MessageReader answers = Reader(1 - direction);
        // A client that sends its next request has the answer to the last one, also where the capture lost that.
        if (answers.IsSearching && (_log.HasOpenResponse || answers.Messages > 0))
        {
            CloseResponse(facts);
            _log.PublishUnanswered(facts);
        }

        _log.AddRequest(reader.Head, facts);
        MessageFraming framing = reader.Head.Framing;
        if (reader.Head.Method == "CONNECT" || reader.Head.IsOld) reader.Hold();
        else if (framing.IsChunked) reader.SetBody(BodyReader.Chunked);
        else if (framing.HasCoding || framing.IsUnusable) reader.Search();
        else reader.SetBody(BodyReader.WithLength(Math.Max(0, framing.Length)));
        if (!reader.IsInsideBody && !reader.IsSearching) _log.EndRequest(0, time);
        return AnalysisVerdict.Continue;
    }

    AnalysisVerdict OnResponse(int direction, int bytesUsed, IFactSink facts)
    {
        MessageReader reader = Reader(direction);
        MessageHead head = reader.Head;
        // Interim responses come before the answer, not instead of it (RFC 9110 §15.2).
        if (head.Status is >= 100 and < 200 and not 101)
        {
            reader.SetBody(BodyReader.WithLength(0));
            return AnalysisVerdict.Continue;
        }

        OpenResponse(direction);
        if (head.Status == 101) return Upgrade(head.Upgrade ?? _log.Current.Upgrade ?? "unknown", bytesUsed, facts);
        bool isConnect = _log.Current.Method == "CONNECT";
        if (isConnect && head.Status is >= 200 and < 300) return Upgrade("connect", bytesUsed, facts);
        if (isConnect) Reader(1 - direction).Release();

        if (head.Framing.IsUnusable) reader.Search();
        else reader.SetBody(BodyOf(head));
        if (_log.Current.IsToTracker) reader.KeepBody();
        if (reader.IsBetweenMessages) CloseResponse(facts);
        return AnalysisVerdict.Continue;
    }

    // RFC 9112 §6.3, in its order.
    BodyReader BodyOf(MessageHead head)
    {
        if (_log.Current.Method == "HEAD" || head.Status is 204 or 304) return BodyReader.WithLength(0);
        // Chunked in a response of HTTP/1.0 is an error of the server, which browsers pass over.
        bool isChunked = head.Framing.IsChunked && head.Version != "HTTP/1.0";
        if (head.Framing.HasCoding) return isChunked ? BodyReader.Chunked : BodyReader.UntilClose;
        return head.Framing.Length >= 0 ? BodyReader.WithLength(head.Framing.Length) : BodyReader.UntilClose;
    }

    AnalysisVerdict Upgrade(string protocol, int bytesUsed, IFactSink facts)
    {
        _log.Upgrade = protocol;
        CloseResponse(facts);
        _isFinished = true;
        // The frames of a WebSocket are not to be told from other bytes, so it is named.
        return protocol == "websocket" ? AnalysisVerdict.Upgrade(bytesUsed, "websocket") : AnalysisVerdict.Upgrade(bytesUsed);
    }

    void OpenResponse(int direction)
    {
        _responder = direction;
        NoteOpenRequest();
        _log.OpenResponse(Reader(direction).FirstByteTime, Reader(direction).Head.TakeTexts());
    }

    void OnBodyEnd(int direction, Timestamp? time, IFactSink facts)
    {
        if (_log.HasOpenResponse && direction == _responder) CloseResponse(facts);
        else _log.EndRequest(Reader(direction).BodyBytes, time);
    }

    void CloseResponse(IFactSink facts)
    {
        if (!_log.HasOpenResponse) return;
        NoteOpenRequest();
        _log.CloseResponse(Reader(_responder).Head, Reader(_responder).BodyBytes, Reader(_responder).KeptBody, facts);
    }

    // The body of a request may still be on its way when the answer is complete.
    void NoteOpenRequest()
    {
        for (int i = 0; i < 2; i++)
            if (i != _responder && (Reader(i).IsInsideBody || Reader(i).IsSearching)) _log.NoteRequestBytes(Reader(i).BodyBytes);
    }

    void CloseWhatWasInFlight(int direction, IFactSink facts)
    {
        if (direction == _responder) CloseResponse(facts);
        else _log.NoteRequestBytes(Reader(direction).BodyBytes);
    }

    // An answer to HTTP/0.9 is the body alone, unless the server speaks a later version all the same.
    void TakeOldResponse(int direction)
    {
        MessageReader reader = Reader(direction);
        if (reader.Messages > 0 || !_log.IsOldRequestNext || _log.HasOpenResponse) return;
        OpenResponse(direction);
        reader.TakeAllAsBody();
    }

    void FinishHeads(IFactSink facts)
    {
        // Requests first: the answer to one may be cut short as well.
        for (int i = 0; i < 2; i++)
            if (Reader(i).IsInsideHead && !Reader(i).Head.IsResponse) _log.AddRequest(Reader(i).Head, facts);
        for (int i = 0; i < 2; i++)
            if (Reader(i).IsInsideHead && Reader(i).Head.IsResponse) OpenResponse(i);
    }

    // One direction may begin with garbage that the other answers with an error, so a single one is given more room.
    bool IsWrong()
    {
        if (_first.Messages + _second.Messages > 0) return false;
        long first = _first.SearchedBytes, second = _second.SearchedBytes;
        return first + second > MaxSearch || !_isMidStream && first > 0 && second > 0;
    }
}
