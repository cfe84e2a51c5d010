using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Http;

/// <summary>Puts requests and responses together and publishes them.</summary>
sealed class ExchangeLog
{
    RequestQueue _queue;
    PendingRequest _current;
    PackedTexts _responseTexts;
    Timestamp _responseTime;
    bool _hasRequest;
    bool _currentIsGrowing;

    /// <summary>Whether a response is being read.</summary>
    internal bool HasOpenResponse { get; private set; }

    /// <summary>The request that the open response answers; without a method when it was not seen.</summary>
    internal ref readonly PendingRequest Current => ref _current;

    /// <summary>What the connection becomes with the open response, or null.</summary>
    internal string? Upgrade { get; set; }

    /// <summary>How many exchanges were published.</summary>
    internal long Exchanges { get; private set; }

    internal bool IsOldRequestNext => _queue.Count > 0 && _queue.Oldest.IsOld;

    internal void Start()
    {
        _queue.Clear();
        _current = default;
        _responseTexts = default;
        _hasRequest = _currentIsGrowing = HasOpenResponse = false;
        Upgrade = null;
        Exchanges = 0;
    }

    internal void AddRequest(MessageHead head, IFactSink facts)
    {
        if (_queue.Count == RequestQueue.Capacity && _queue.TryTake(out PendingRequest oldest)) Publish(oldest, null, 0, null, facts);
        _currentIsGrowing = false;
        bool isToTracker = HttpTracker.IsRequest(head.Target);
        _queue.Add(new PendingRequest
        {
            Method = head.Method,
            Version = head.Version,
            Upgrade = head.Upgrade,
            HostPort = head.HostPort,
            IsOld = head.IsOld,
            IsToTracker = isToTracker,
            Texts = head.TakeTexts(),
        });
        if (Exchanges == 0 && _queue.Count == 1 && !HasOpenResponse) Announce(_queue.Newest, facts);
    }

    // A long answer must not hide for its whole time whom the flow talks to. Later requests say nothing new: the flow keeps its first exchange.
    static void Announce(in PendingRequest request, IFactSink facts) => facts.Publish(new HttpRequest
    {
        Method = request.Method,
        Texts = request.Texts,
        HostPort = request.HostPort,
        Version = request.Version,
    });

    /// <summary>The newest request is complete.</summary>
    internal void EndRequest(long bodyBytes, Timestamp? time)
    {
        if (_currentIsGrowing) _current.BodyBytes = bodyBytes;
        else if (_queue.Count > 0) End(ref _queue.Newest, bodyBytes, time);
        _currentIsGrowing = false;
    }

    static void End(ref PendingRequest request, long bodyBytes, Timestamp? time) =>
        (request.BodyBytes, request.HasEndTime, request.EndTime) = (bodyBytes, time is not null, time.GetValueOrDefault());

    /// <summary>The newest request has grown to so many bytes of body, and may grow on.</summary>
    internal void NoteRequestBytes(long bodyBytes)
    {
        if (_currentIsGrowing) _current.BodyBytes = bodyBytes;
        else if (_queue.Count > 0 && !_queue.Newest.HasEndTime) _queue.Newest.BodyBytes = bodyBytes;
    }

    /// <summary>A response begins.</summary>
    /// <param name="time">When its first byte came.</param>
    /// <param name="texts">The texts of its head.</param>
    internal void OpenResponse(Timestamp time, PackedTexts texts)
    {
        _responseTexts = texts;
        _hasRequest = _queue.TryTake(out _current);
        _currentIsGrowing = _hasRequest && _queue.Count == 0 && !_current.HasEndTime;
        _responseTime = time;
        HasOpenResponse = true;
    }

    internal void CloseResponse(MessageHead head, long bodyBytes, ReadOnlySpan<byte> body, IFactSink facts)
    {
        TimeSpan? latency = _hasRequest && _current.HasEndTime && _responseTime >= _current.EndTime ? _responseTime.Since(_current.EndTime) : null;
        Publish(_current, head, bodyBytes, latency, facts, body);
        HasOpenResponse = _hasRequest = _currentIsGrowing = false;
        _current = default;
        _responseTexts = default;
        Upgrade = null;
    }

    internal void PublishUnanswered(IFactSink facts)
    {
        while (_queue.TryTake(out PendingRequest request)) Publish(request, null, 0, null, facts);
    }

    void Publish(in PendingRequest request, MessageHead? response, long bodyBytes, TimeSpan? latency, IFactSink facts, ReadOnlySpan<byte> body = default)
    {
        Exchanges++;
        PackedTexts texts = response is null ? default : _responseTexts;
        facts.Publish(new HttpExchange
        {
            Method = request.Method,
            RequestTexts = request.Texts,
            HostPort = request.HostPort,
            Version = request.Version ?? response?.Version,
            RequestBodyBytes = request.BodyBytes,
            Status = response?.Status ?? 0,
            ResponseTexts = texts,
            ResponseBodyBytes = bodyBytes,
            Upgrade = response is null ? null : Upgrade,
            Latency = latency,
        });
        if (request.IsToTracker) PublishTracker(request.Texts.Text(HttpTextPlace.Target)!, texts.Text(HttpTextPlace.ContentEncoding), body, facts);
    }

    // The flow is one of HTTP; what a client of BitTorrent asks in it is told besides.
    static void PublishTracker(string target, string? contentEncoding, ReadOnlySpan<byte> body, IFactSink facts)
    {
        ReadOnlySpan<byte> content = contentEncoding is null ? body : ContentCoding.Decode(body, contentEncoding, HttpTracker.MaxAnswer).Bytes.Span;
        facts.Publish(HttpTracker.Read(target, content));
    }
}
