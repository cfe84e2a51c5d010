namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>An HTTP request and the response that belongs to it, either of which may be missing (RFC 9110, RFC 9112).</summary>
public sealed class HttpExchange : Fact
{
    /// <inheritdoc/>
    public override string Protocol => "http";

    /// <inheritdoc/>
    public override string Kind => "exchange";

    /// <inheritdoc/>
    public override bool IsTransaction => true;

    /// <summary>The request method, or null when the request was not seen.</summary>
    public string? Method { get; init; }

    /// <summary>The request target as sent, or null.</summary>
    public string? Target { get; init; }

    /// <summary>The Host field, or the authority of an absolute target, without the port; null when there is none.</summary>
    public string? Host { get; init; }

    /// <summary>The port named with the host, or 0.</summary>
    public int HostPort { get; init; }

    /// <summary>The version of the request, or of the response when that is all there is, for instance <c>HTTP/1.1</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The User-Agent field, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The Referer field, or null.</summary>
    public string? Referer { get; init; }

    /// <summary>The status code, or 0 when no response was seen.</summary>
    public int Status { get; init; }

    /// <summary>The media type of the response, parameters left out, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The Server field, or null.</summary>
    public string? Server { get; init; }

    /// <summary>The Location field of a redirect, or null.</summary>
    public string? Location { get; init; }

    /// <summary>What the connection became (<c>websocket</c>, <c>h2c</c>, <c>connect</c>), or null.</summary>
    public string? Upgrade { get; init; }

    /// <summary>Bytes of the request body as transferred, chunk framing left out.</summary>
    public long RequestBodyBytes { get; init; }

    /// <summary>Bytes of the response body as transferred, chunk framing left out.</summary>
    public long ResponseBodyBytes { get; init; }

    /// <summary>From the end of the request to the first byte of the response; null when either is missing.</summary>
    public TimeSpan? Latency { get; init; }

    /// <inheritdoc/>
    public override string? ServerName => Host;

    /// <inheritdoc/>
    public override string Summary => Method is null ? $"{Version} {Status}" : $"{Method} {Host}{Target}{(Status == 0 ? "" : $" → {Status}")}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("hostname", Host);
        if (HostPort != 0) writer.Number("http_port", HostPort);
        writer.Text("url", Target);
        writer.Text("http_user_agent", UserAgent);
        writer.Text("http_content_type", ContentType);
        writer.Text("http_refer", Referer);
        writer.Text("http_method", Method);
        writer.Text("protocol", Version);
        if (Status != 0) writer.Number("status", Status);
        writer.Text("redirect", Location);
        writer.Text("server", Server);
        writer.Text("upgrade", Upgrade);
        if (Method is not null) writer.Number("request_length", RequestBodyBytes);
        if (Status != 0) writer.Number("length", ResponseBodyBytes);
        if (Latency is { } latency) writer.Number("latency_ms", Math.Round(latency.TotalMilliseconds, 3));
    }
}
