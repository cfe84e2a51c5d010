using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Plugins.Http2;

/// <summary>Puts what the frames of each stream say together and publishes it.</summary>
sealed class Exchanges(HttpConversation? conversation)
{
    const string Version = "HTTP/2";

    readonly StreamTable _streams = new();
    int _highest;
    bool _isAnnounced;

    /// <summary>Streams that carried a request or a response.</summary>
    internal long Streams { get; private set; }

    /// <summary>RST_STREAM frames.</summary>
    internal long Resets { get; private set; }

    /// <summary>Whether a stream had to leave for want of room.</summary>
    internal bool HadTooMany { get; private set; }

    internal void Start()
    {
        _streams.Clear();
        _highest = 0;
        _isAnnounced = HadTooMany = false;
        Streams = Resets = 0;
    }

    internal void OnFields(int id, HttpFields fields, bool fromClient, bool isPush, Timestamp time, IFactSink facts)
    {
        conversation?.OnSection(id, fromClient || isPush);
        HttpStream? stream = _streams.Find(id);
        if (stream is null)
        {
            // Trailers of a stream that is over and done with open nothing, nor do fields of which nothing is known.
            if (_streams.IsFinished(id) || (!fields.IsRequest && !fields.IsResponse && (id <= _highest || fields.UnknownFields == 0))) return;
            stream = Open(id, facts);
            stream.IsPush = isPush;
        }

        stream.Take(fields, fromClient || isPush, time);
        if (isPush) stream.End(fromClient: true, time);
        if (stream.HasRequest && !stream.HasResponse && !_isAnnounced)
        {
            _isAnnounced = true;
            facts.Publish(stream.ToRequest(Version));
        }

        // A tunnel has no end that could be waited for.
        if (stream.Tunnel is null || stream.IsPublished) return;
        Publish(stream, facts);
        if (stream.Tunnel == "websocket") (stream.WebSocket = new WebSocketSession()).Start();
    }

    HttpStream Open(int id, IFactSink facts)
    {
        if (_streams.Excess is { } oldest)
        {
            HadTooMany = true;
            Publish(oldest, facts);
            Remove(oldest, facts);
        }

        Streams++;
        _highest = Math.Max(_highest, id);
        return _streams.Add(id);
    }

    internal void OnContent(int id, bool fromClient, ReadOnlySpan<byte> content)
    {
        conversation?.OnContent(id, fromClient, content);
        if (_streams.Find(id) is not { } stream) return;
        stream.AddBody(fromClient, content.Length);
        stream.WebSocket?.OnData(fromClient, content);
    }

    /// <summary>Content whose length is known and whose bytes are not.</summary>
    internal void OnLostContent(int id, bool fromClient, int bytes)
    {
        if (_streams.Find(id) is not { } stream) return;
        stream.AddBody(fromClient, bytes);
        stream.WebSocket?.OnGap(fromClient, bytes);
    }

    internal void OnStreamEnd(int id, bool fromClient, Timestamp time, IFactSink facts)
    {
        conversation?.OnEnd(id, fromClient);
        if (_streams.Find(id) is not { } stream) return;
        stream.End(fromClient, time);
        if (stream.IsResponseComplete) Publish(stream, facts);
        if (stream.IsResponseComplete && stream.IsRequestComplete) Remove(stream, facts);
    }

    internal void OnReset(int id, uint error, IFactSink facts)
    {
        Resets++;
        if (_streams.Find(id) is not { } stream) return;
        stream.Error = ErrorCodes.Name(error);
        Publish(stream, facts);
        Remove(stream, facts);
    }

    /// <summary>Anything may have been in what was lost.</summary>
    internal void OnLoss(bool fromClient)
    {
        for (int i = 0; i < _streams.Count; i++)
        {
            HttpStream stream = _streams.At(i);
            stream.HasGap = true;
            stream.WebSocket?.OnGap(fromClient, long.MaxValue);
        }
    }

    internal void PublishAll(IFactSink facts)
    {
        while (_streams.Count > 0)
        {
            HttpStream stream = _streams.At(0);
            Publish(stream, facts);
            Remove(stream, facts);
        }
    }

    void Remove(HttpStream stream, IFactSink facts)
    {
        if (stream.WebSocket is { HasFrames: true } session) facts.Publish(session.ToFact(stream.Id));
        _streams.Remove(stream);
    }

    static void Publish(HttpStream stream, IFactSink facts)
    {
        if (!stream.IsPublished && (stream.HasRequest || stream.HasResponse)) facts.Publish(stream.ToExchange(Version));
    }
}
