using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// One request with its response on a stream of HTTP/2 or HTTP/3 (RFC 9113 §8.1, RFC 9114 §4.1), while it goes on. Used again for other streams;
/// holds a fixed amount whatever is sent. One thread at a time.
/// </summary>
public sealed class HttpStream
{
    Timestamp? _requestEnd;
    Timestamp? _responseStart;
    string? _method, _target, _host, _userAgent, _referer, _contentType, _contentEncoding, _server, _location, _grpcStatus;
    int _hostPort, _status, _unknownFields;
    long _requestBytes, _responseBytes;

    /// <summary>The number of the stream. It may be given late: a push is promised before its stream is there.</summary>
    public long Id { get; set; }

    /// <summary>Whether the head of a request was seen.</summary>
    public bool HasRequest { get; private set; }

    /// <summary>Whether the head of a final response was seen.</summary>
    public bool HasResponse { get; private set; }

    /// <summary>Whether the request has its end.</summary>
    public bool IsRequestComplete { get; private set; }

    /// <summary>Whether the response has its end.</summary>
    public bool IsResponseComplete { get; private set; }

    /// <summary>Whether its exchange was published.</summary>
    public bool IsPublished { get; private set; }

    /// <summary>Whether the server began it.</summary>
    public bool IsPush { get; set; }

    /// <summary>What runs inside the stream after CONNECT: <c>connect</c>, or the <c>:protocol</c> of an extended one (RFC 8441, RFC 9220); null before.</summary>
    public string? Tunnel { get; private set; }

    /// <summary>The Sec-WebSocket-Extensions that the server agreed to, or null.</summary>
    public string? WebSocketExtensions { get; private set; }

    /// <summary>What follows the frames of a WebSocket inside of the stream, or null.</summary>
    public WebSocketSession? WebSocket { get; set; }

    /// <summary>Whether bytes that may have belonged to it were lost.</summary>
    public bool HasGap { get; set; }

    /// <summary>With which error the stream was broken off, or null.</summary>
    public string? Error { get; set; }

    string? _protocol;

    /// <summary>Begins a stream, forgetting the one before.</summary>
    public void Start(long id)
    {
        Id = id;
        _requestEnd = _responseStart = null;
        _method = _target = _host = _userAgent = _referer = _contentType = _contentEncoding = _server = _location = _grpcStatus = _protocol = null;
        _hostPort = _status = _unknownFields = 0;
        _requestBytes = _responseBytes = 0;
        HasRequest = HasResponse = IsRequestComplete = IsResponseComplete = IsPublished = IsPush = HasGap = false;
        Tunnel = WebSocketExtensions = Error = null;
        WebSocket = null;
    }

    /// <summary>Takes a field section: the head of the request, an interim or the final head of the response, or trailers.</summary>
    /// <param name="fields">The section.</param>
    /// <param name="fromClient">Who sent it; what it is shows by its pseudo-header fields, and by this where those are unknown.</param>
    /// <param name="time">When it began.</param>
    public void Take(HttpFields fields, bool fromClient, Timestamp time)
    {
        _unknownFields += fields.UnknownFields;
        _grpcStatus ??= fields.GrpcStatus;
        if (fields.IsRequest || (fromClient && !HasRequest)) TakeRequest(fields);
        else if (!fromClient && (fields.IsResponse ? !HasResponse || _status == 0 : !HasResponse && fields.UnknownFields > 0)) TakeResponse(fields, time);
    }

    void TakeRequest(HttpFields fields)
    {
        if (HasRequest) return;
        HasRequest = true;
        (_method, _target, _host, _hostPort) = (fields.Method, fields.Path, fields.Host, fields.HostPort);
        (_userAgent, _referer, _protocol) = (fields.UserAgent, fields.Referer, fields.Protocol);
        // CONNECT has no path (RFC 9113 §8.5); what it asks for is the authority, as in HTTP/1.1.
        if (_target is null && _method == "CONNECT" && _host is not null) _target = _hostPort == 0 ? _host : $"{_host}:{_hostPort}";
    }

    void TakeResponse(HttpFields fields, Timestamp time)
    {
        // Interim responses come before the answer, not instead of it (RFC 9110 §15.2).
        if (fields.Status is >= 100 and < 200) return;
        HasResponse = true;
        _responseStart ??= time;
        _status = fields.Status;
        (_contentType, _contentEncoding, _server, _location) = (fields.ContentType, fields.ContentEncoding, fields.Server, fields.Location);
        WebSocketExtensions = fields.WebSocketExtensions;
        if (_method == "CONNECT" && _status is >= 200 and < 300) Tunnel = _protocol ?? "connect";
    }

    /// <summary>Counts bytes of a body, padding and framing left out.</summary>
    public void AddBody(bool fromClient, long bytes)
    {
        if (fromClient) _requestBytes += bytes;
        else _responseBytes += bytes;
    }

    /// <summary>One side has sent all.</summary>
    /// <param name="fromClient">Which.</param>
    /// <param name="time">When its last byte came, or null where that was lost.</param>
    public void End(bool fromClient, Timestamp? time)
    {
        if (!fromClient) IsResponseComplete = true;
        else if (!IsRequestComplete) (IsRequestComplete, _requestEnd) = (true, time);
    }

    /// <summary>Makes the fact of it. Call it once: the stream counts as published then.</summary>
    /// <param name="version"><c>HTTP/2</c> or <c>HTTP/3</c>.</param>
    public HttpExchange ToExchange(string version)
    {
        IsPublished = true;
        return new HttpExchange
        {
            Method = _method,
            Target = _target,
            Host = _host,
            HostPort = _hostPort,
            Version = version,
            UserAgent = _userAgent,
            Referer = _referer,
            RequestBodyBytes = _requestBytes,
            Status = _status,
            ContentType = _contentType,
            ContentEncoding = _contentEncoding,
            Server = _server,
            Location = _location,
            ResponseBodyBytes = _responseBytes,
            Upgrade = Tunnel,
            GrpcStatus = _grpcStatus,
            StreamId = Id,
            IsPush = IsPush,
            StreamError = Error,
            UnknownFields = _unknownFields,
            HasGap = HasGap,
            Latency = _requestEnd is { } end && _responseStart is { } start && start >= end ? start.Since(end) : null,
        };
    }

    /// <summary>Makes the fact of the request while its response is on the way.</summary>
    /// <param name="version"><c>HTTP/2</c> or <c>HTTP/3</c>.</param>
    public HttpRequest ToRequest(string version) => new()
    {
        Method = _method,
        Target = _target,
        Host = _host,
        HostPort = _hostPort,
        Version = version,
        UserAgent = _userAgent,
        Referer = _referer,
        StreamId = Id,
    };
}
