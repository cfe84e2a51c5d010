using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Plugins.Http3;

/// <summary>Reads field sections, in the order that the dynamic table allows, and publishes the exchanges that they make.</summary>
sealed class Exchanges(HttpConversation? conversation)
{
    const string Version = "HTTP/3";

    readonly QpackDecoder[] _decoders = [new(), new()];
    readonly MessageStreams _streams = new();
    readonly BlockedSections _blocked = new();
    readonly HttpFields _fields = new();
    bool _isAnnounced;

    /// <summary>Streams that were opened for requests and pushes.</summary>
    internal long Streams { get; private set; }

    internal Irregularities Irregularities { get; set; }

    /// <summary>The direction in which the client sends.</summary>
    internal int Client { get; set; }

    internal void Start(bool isMidStream)
    {
        _blocked.Clear();
        _streams.Clear();
        foreach (QpackDecoder decoder in _decoders)
        {
            decoder.Reset();
            if (isMidStream) decoder.Lose();
        }

        Irregularities = Irregularities.None;
        Streams = 0;
        _isAnnounced = false;
        Client = 0;
    }

    internal MessageStream? Find(long id) => _streams.Find(id);

    /// <summary>The stream of a promised push is there.</summary>
    internal void Renumber(MessageStream stream, long id) => _streams.Renumber(stream, id);

    internal bool IsTableLost(int direction) => _decoders[direction].IsLost;

    internal MessageStream Open(long id, IFactSink facts)
    {
        if (_streams.IsFull)
        {
            Irregularities |= Irregularities.TooManyStreams;
            MessageStream oldest = _streams.At(0);
            Abandon(oldest);
            Publish(oldest, facts);
            Remove(oldest, facts);
        }

        Streams++;
        return _streams.Add(id);
    }

    /// <summary>A field section, whole; or what is known of it is that it was lost.</summary>
    internal void OnSection(MessageStream stream, int direction, ReadOnlySpan<byte> section, bool isLost, Timestamp time, IFactSink facts)
    {
        if (isLost)
        {
            _fields.Clear();
            _fields.OnUnknownField();
            Take(stream, direction, time, facts);
            return;
        }

        // What comes behind a blocked section of the same stream waits with it: trailers must not be taken for the head.
        if (stream.Blocked == 0 && Decode(direction, section) != FieldSectionResult.Blocked)
        {
            Take(stream, direction, time, facts);
            return;
        }

        if (_blocked.TryAdd(stream, direction, section, time)) return;
        Irregularities |= Irregularities.TooManyBlocked;
        _fields.Clear();
        _fields.OnUnknownField();
        Take(stream, direction, time, facts);
    }

    FieldSectionResult Decode(int direction, ReadOnlySpan<byte> section)
    {
        _fields.Clear();
        FieldSectionResult result = _decoders[direction].Decode(section, conversation is null ? _fields : new TeeSink(_fields, conversation.BeginSection()));
        if (result == FieldSectionResult.Malformed) Irregularities |= Irregularities.MalformedHeaders;
        if (result == FieldSectionResult.TooLarge) Irregularities |= Irregularities.HeaderBomb;
        if (result is FieldSectionResult.Malformed or FieldSectionResult.TooLarge) _fields.OnUnknownField();
        return result;
    }

    void Take(MessageStream stream, int direction, Timestamp time, IFactSink facts)
    {
        HttpStream exchange = stream.Exchange;
        conversation?.OnSection(exchange.Id, direction == Client || (exchange.IsPush && _fields.IsRequest));
        exchange.Take(_fields, direction == Client || (exchange.IsPush && _fields.IsRequest), time);
        if (exchange.HasRequest && !exchange.HasResponse && !_isAnnounced)
        {
            _isAnnounced = true;
            facts.Publish(exchange.ToRequest(Version));
        }

        // A tunnel has no end that could be waited for.
        if (exchange.Tunnel is null || exchange.IsPublished)
        {
            Settle(stream, facts);
            return;
        }

        Publish(stream, facts);
        if (exchange.Tunnel == "websocket") (exchange.WebSocket = new WebSocketSession()).Start();
    }

    /// <summary>The next bytes of the encoder stream of a direction; sections that waited for them are read.</summary>
    internal void OnEncoderStream(int direction, ReadOnlySpan<byte> bytes, IFactSink facts)
    {
        long before = _decoders[direction].InsertCount;
        if (!_decoders[direction].ReadEncoderStream(bytes)) Irregularities |= Irregularities.MalformedEncoderStream;
        if (_decoders[direction].InsertCount != before || _decoders[direction].IsLost) Retry(facts);
    }

    internal void LoseTable(int direction, IFactSink facts)
    {
        _decoders[direction].Lose();
        Retry(facts);
    }

    /// <summary>One side has said how large the other's table may be.</summary>
    internal void SetMaxTableCapacity(int direction, long capacity, IFactSink facts)
    {
        _decoders[direction].MaxTableCapacity = capacity;
        Retry(facts);
    }

    void Retry(IFactSink facts)
    {
        for (int i = 0; i < _blocked.Count;)
        {
            BlockedSection section = _blocked[i];
            bool isFirst = true;
            for (int j = 0; j < i; j++) isFirst &= _blocked[j].Stream != section.Stream || _blocked[j].Direction != section.Direction;
            if (!isFirst || Decode(section.Direction, section.Bytes) == FieldSectionResult.Blocked)
            {
                i++;
                continue;
            }

            (MessageStream stream, int direction, Timestamp time) = (section.Stream, section.Direction, section.Time);
            _blocked.RemoveAt(i);
            Take(stream, direction, time, facts);
        }
    }

    internal void OnEnd(MessageStream stream, int direction, Timestamp time, IFactSink facts)
    {
        stream.Exchange.End(direction == Client, time);
        conversation?.OnEnd(stream.Exchange.Id, direction == Client);
        if (stream.Exchange.IsPush) stream.Exchange.End(fromClient: true, null);
        Settle(stream, facts);
    }

    void Settle(MessageStream stream, IFactSink facts)
    {
        if (stream.Blocked > 0 || !stream.Exchange.IsResponseComplete) return;
        Publish(stream, facts);
        if (stream.Exchange.IsRequestComplete) Remove(stream, facts);
    }

    /// <summary>The connection is over: what still waits is read without the table.</summary>
    internal void PublishAll(IFactSink facts)
    {
        foreach (QpackDecoder decoder in _decoders) decoder.Lose();
        Retry(facts);
        while (_streams.Count > 0)
        {
            MessageStream stream = _streams.At(0);
            Publish(stream, facts);
            Remove(stream, facts);
        }

        _blocked.Clear();
    }

    void Remove(MessageStream stream, IFactSink facts)
    {
        if (stream.Exchange.WebSocket is { HasFrames: true } session) facts.Publish(session.ToFact(stream.Exchange.Id));
        _streams.Remove(stream);
    }

    void Abandon(MessageStream stream)
    {
        for (int i = _blocked.Count - 1; i >= 0; i--)
        {
            if (_blocked[i].Stream == stream) _blocked.RemoveAt(i);
        }

        stream.Exchange.HasGap = true;
    }

    static void Publish(MessageStream stream, IFactSink facts)
    {
        HttpStream exchange = stream.Exchange;
        if (!exchange.IsPublished && (exchange.HasRequest || exchange.HasResponse)) facts.Publish(exchange.ToExchange(Version));
    }
}
