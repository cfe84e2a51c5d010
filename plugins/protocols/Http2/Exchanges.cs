using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2;

/// <summary>Puts what the frames of each stream say together and publishes it.</summary>
sealed class Exchanges
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
        HttpStream? stream = _streams.Find(id);
        if (stream is null)
        {
            // Trailers of a stream that is over and done with open nothing, nor do fields of which nothing is known.
            if (!fields.IsRequest && !fields.IsResponse && (id <= _highest || fields.UnknownFields == 0)) return;
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
        if (stream.Tunnel is not null && !stream.IsPublished) Publish(stream, facts);
    }

    HttpStream Open(int id, IFactSink facts)
    {
        if (_streams.Excess is { } oldest)
        {
            HadTooMany = true;
            Publish(oldest, facts);
            _streams.Remove(oldest);
        }

        Streams++;
        _highest = Math.Max(_highest, id);
        return _streams.Add(id);
    }

    internal void OnContent(int id, bool fromClient, ReadOnlySpan<byte> content, Timestamp time, IFactSink facts) =>
        _streams.Find(id)?.AddBody(fromClient, content.Length);

    /// <summary>Content whose length is known and whose bytes are not.</summary>
    internal void OnLostContent(int id, bool fromClient, int bytes)
    {
        if (_streams.Find(id) is not { } stream) return;
        stream.AddBody(fromClient, bytes);
    }

    internal void OnStreamEnd(int id, bool fromClient, Timestamp time, IFactSink facts)
    {
        if (_streams.Find(id) is not { } stream) return;
        stream.End(fromClient, time);
        if (stream.IsResponseComplete) Publish(stream, facts);
        if (stream.IsResponseComplete && stream.IsRequestComplete) _streams.Remove(stream);
    }

    internal void OnReset(int id, uint error, IFactSink facts)
    {
        Resets++;
        if (_streams.Find(id) is not { } stream) return;
        stream.Error = ErrorCodes.Name(error);
        Publish(stream, facts);
        _streams.Remove(stream);
    }

    /// <summary>Anything may have been in what was lost.</summary>
    internal void OnLoss()
    {
        for (int i = 0; i < _streams.Count; i++) _streams.At(i).HasGap = true;
    }

    internal void PublishAll(IFactSink facts)
    {
        for (int i = 0; i < _streams.Count; i++) Publish(_streams.At(i), facts);
        _streams.Clear();
    }

    static void Publish(HttpStream stream, IFactSink facts)
    {
        if (!stream.IsPublished && (stream.HasRequest || stream.HasResponse)) facts.Publish(stream.ToExchange(Version));
    }
}
