namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>An HTTP request whose response is not complete yet; an <see cref="HttpExchange"/> takes its place.</summary>
public sealed class HttpRequest : Fact
{
    /// <inheritdoc/>
    public override string Protocol => "http";

    /// <inheritdoc/>
    public override string Kind => "request";

    /// <inheritdoc/>
    public override bool IsProvisional => true;

    /// <summary>The request method, or null where it can't be known.</summary>
    public string? Method { get; init; }

    /// <summary>The request target, or null.</summary>
    public string? Target { get; init; }

    /// <summary>The host, without the port; null when there is none.</summary>
    public string? Host { get; init; }

    /// <summary>The port named with the host, or 0.</summary>
    public int HostPort { get; init; }

    /// <summary>The version, for instance <c>HTTP/2</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The User-Agent field, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The Referer field, or null.</summary>
    public string? Referer { get; init; }

    /// <summary>The stream of HTTP/2 or HTTP/3 that carries it, or -1.</summary>
    public long StreamId { get; init; } = -1;

    /// <inheritdoc/>
    public override string? ServerName => Host;

    /// <inheritdoc/>
    public override string Summary => $"{Method} {Host}{Target} …";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("hostname", Host);
        if (HostPort != 0) writer.Number("http_port", HostPort);
        writer.Text("url", Target);
        writer.Text("http_user_agent", UserAgent);
        writer.Text("http_refer", Referer);
        writer.Text("http_method", Method);
        writer.Text("protocol", Version);
        HttpVersionFields.Write(writer, Version, StreamId);
    }
}
