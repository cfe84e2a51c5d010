using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// An HTTP request and the response that belongs to it, either of which may be missing (RFC 9110), of HTTP/1.x (RFC 9112), HTTP/2 (RFC 9113) or
/// HTTP/3 (RFC 9114): what is asked of it is the same for all of them.
/// </summary>
public sealed class HttpExchange : Fact
{
    HttpStrings? _strings;

    /// <inheritdoc/>
    public override string Protocol => "http";

    /// <inheritdoc/>
    public override string Kind => "exchange";

    /// <inheritdoc/>
    public override bool IsTransaction => true;

    /// <summary>The request method, or null when the request was not seen.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// Target, host, user agent and referer as text that is not made strings yet, in this order (<see cref="HttpTextPlace"/>); the properties are
    /// made of it when they are asked for. Facts that are made by hand give the properties instead, all of them.
    /// </summary>
    public PackedTexts RequestTexts { get; init; }

    /// <summary>The same of the response: content type, content encoding, server and location.</summary>
    public PackedTexts ResponseTexts { get; init; }

    /// <summary>The request target as sent, or null.</summary>
    public string? Target
    {
        get => Made().Target;
        init => Own().Target = value;
    }

    /// <summary>The Host field, or the authority of an absolute target, without the port; null when there is none.</summary>
    public string? Host
    {
        get => Made().Host;
        init => Own().Host = value;
    }

    /// <summary>The port named with the host, or 0.</summary>
    public int HostPort { get; init; }

    /// <summary>The version of the request, or of the response when that is all there is: <c>HTTP/1.1</c>, <c>HTTP/2</c>, <c>HTTP/3</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The User-Agent field, or null.</summary>
    public string? UserAgent
    {
        get => Made().UserAgent;
        init => Own().UserAgent = value;
    }

    /// <summary>The Referer field, or null.</summary>
    public string? Referer
    {
        get => Made().Referer;
        init => Own().Referer = value;
    }

    /// <summary>The status code, or 0 when no response was seen.</summary>
    public int Status { get; init; }

    /// <summary>The media type of the response, parameters left out, or null.</summary>
    public string? ContentType
    {
        get => Made().ContentType;
        init => Own().ContentType = value;
    }

    /// <summary>The Server field, or null.</summary>
    public string? Server
    {
        get => Made().Server;
        init => Own().Server = value;
    }

    /// <summary>The Location field of a redirect, or null.</summary>
    public string? Location
    {
        get => Made().Location;
        init => Own().Location = value;
    }

    /// <summary>What the connection became (<c>websocket</c>, <c>h2c</c>, <c>connect</c>), or null.</summary>
    public string? Upgrade { get; init; }

    /// <summary>Bytes of the request body as transferred, chunk framing left out.</summary>
    public long RequestBodyBytes { get; init; }

    /// <summary>Bytes of the response body as transferred, chunk framing left out.</summary>
    public long ResponseBodyBytes { get; init; }

    /// <summary>From the end of the request to the first byte of the response; null when either is missing.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The Content-Encoding field of the response (<c>gzip</c>, <c>br</c>), or null.</summary>
    public string? ContentEncoding
    {
        get => Made().ContentEncoding;
        init => Own().ContentEncoding = value;
    }

    /// <summary>The status of a gRPC call, <c>0</c> for success, or null.</summary>
    public string? GrpcStatus { get; init; }

    /// <summary>The stream of HTTP/2 or HTTP/3 that carried it, or -1.</summary>
    public long StreamId { get; init; } = -1;

    /// <summary>Whether the server sent it unasked (RFC 9113 §8.4, RFC 9114 §4.6).</summary>
    public bool IsPush { get; init; }

    /// <summary>The error with which the stream was broken off (<c>CANCEL</c>, <c>H3_REQUEST_CANCELLED</c>), or null.</summary>
    public string? StreamError { get; init; }

    /// <summary>Field lines of HTTP/2 or HTTP/3 that can't be known because the capture has lost what they refer to.</summary>
    public int UnknownFields { get; init; }

    /// <summary>Whether the capture has lost bytes that may have belonged to it, so that its lengths are the least they can be.</summary>
    public bool HasGap { get; init; }

    /// <inheritdoc/>
    public override string? ServerName => Host;

    /// <inheritdoc/>
    public override string Summary => Method is null ? $"{Version} {Status}" : $"{Method} {Host}{Target}{(Status == 0 ? "" : $" → {Status}")}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        HttpStrings.Write(writer, "hostname", RequestTexts, HttpTextPlace.Host, _strings?.Host);
        if (HostPort != 0) writer.Number("http_port", HostPort);
        HttpStrings.Write(writer, "url", RequestTexts, HttpTextPlace.Target, _strings?.Target);
        HttpStrings.Write(writer, "http_user_agent", RequestTexts, HttpTextPlace.UserAgent, _strings?.UserAgent);
        HttpStrings.Write(writer, "http_content_type", ResponseTexts, HttpTextPlace.ContentType, _strings?.ContentType);
        HttpStrings.Write(writer, "http_refer", RequestTexts, HttpTextPlace.Referer, _strings?.Referer);
        writer.Text("http_method", Method);
        writer.Text("protocol", Version);
        HttpVersionFields.Write(writer, Version, StreamId);
        if (Status != 0) writer.Number("status", Status);
        HttpStrings.Write(writer, "redirect", ResponseTexts, HttpTextPlace.Location, _strings?.Location);
        HttpStrings.Write(writer, "server", ResponseTexts, HttpTextPlace.Server, _strings?.Server);
        writer.Text("upgrade", Upgrade);
        if (Method is not null) writer.Number("request_length", RequestBodyBytes);
        if (Status != 0) writer.Number("length", ResponseBodyBytes);
        HttpStrings.Write(writer, "content_encoding", ResponseTexts, HttpTextPlace.ContentEncoding, _strings?.ContentEncoding);
        writer.Text("grpc_status", GrpcStatus);
        if (IsPush) writer.Flag("push", true);
        writer.Text("stream_error", StreamError);
        if (UnknownFields != 0) writer.Number("unknown_fields", UnknownFields);
        if (HasGap) writer.Flag("gap", true);
        if (Latency is { } latency) writer.Number("latency_ms", Math.Round(latency.TotalMilliseconds, 3));
    }

    HttpStrings Own() => _strings ??= new HttpStrings();

    // Two threads may both make them: they are equal, and either will do.
    HttpStrings Made() => _strings ??= HttpStrings.Of(RequestTexts, ResponseTexts);
}
