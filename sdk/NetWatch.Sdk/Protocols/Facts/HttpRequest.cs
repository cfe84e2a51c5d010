using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>An HTTP request whose response is not complete yet; an <see cref="HttpExchange"/> takes its place.</summary>
public sealed class HttpRequest : Fact
{
    HttpStrings? _strings;

    /// <inheritdoc/>
    public override string Protocol => "http";

    /// <inheritdoc/>
    public override string Kind => "request";

    /// <inheritdoc/>
    public override bool IsProvisional => true;

    /// <summary>The request method, or null where it can't be known.</summary>
    public string? Method { get; init; }

    /// <summary>The request target, or null.</summary>
    public string? Target
    {
        get => Made().Target;
        init => Own().Target = value;
    }

    /// <summary>
    /// Target, host, user agent and referer as text that is not made strings yet, in this order (<see cref="HttpTextPlace"/>); the properties are
    /// made of it when they are asked for. Facts that are made by hand give the properties instead.
    /// </summary>
    public PackedTexts Texts { get; init; }

    /// <summary>The host, without the port; null when there is none.</summary>
    public string? Host
    {
        get => Made().Host;
        init => Own().Host = value;
    }

    /// <summary>The port named with the host, or 0.</summary>
    public int HostPort { get; init; }

    /// <summary>The version, for instance <c>HTTP/2</c>.</summary>
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

    /// <summary>The stream of HTTP/2 or HTTP/3 that carries it, or -1.</summary>
    public long StreamId { get; init; } = -1;

    /// <inheritdoc/>
    public override string? ServerName => Host;

    /// <inheritdoc/>
    public override string Summary => $"{Method} {Host}{Target} …";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        HttpStrings.Write(writer, "hostname", Texts, HttpTextPlace.Host, _strings?.Host);
        if (HostPort != 0) writer.Number("http_port", HostPort);
        HttpStrings.Write(writer, "url", Texts, HttpTextPlace.Target, _strings?.Target);
        HttpStrings.Write(writer, "http_user_agent", Texts, HttpTextPlace.UserAgent, _strings?.UserAgent);
        HttpStrings.Write(writer, "http_refer", Texts, HttpTextPlace.Referer, _strings?.Referer);
        writer.Text("http_method", Method);
        writer.Text("protocol", Version);
        HttpVersionFields.Write(writer, Version, StreamId);
    }

    HttpStrings Own() => _strings ??= new HttpStrings();

    // Two threads may both make them: they are equal, and either will do.
    HttpStrings Made() => _strings ??= HttpStrings.Of(Texts, default);
}
