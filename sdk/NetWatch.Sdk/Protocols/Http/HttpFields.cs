using System.Buffers.Text;
using System.Text;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Keeps of a field section of HTTP/2 or HTTP/3 what facts are made of (RFC 9113 §8.3, RFC 9114 §4.3). One instance for a connection: it is cleared
/// before each section, and texts that come again make no new strings. One thread at a time.
/// </summary>
public sealed class HttpFields : IFieldSink
{
    readonly HttpText _method = new(32);
    readonly HttpText _path = new(HttpText.MaxTarget);
    readonly HttpText _host = new(HttpText.MaxValue);
    readonly HttpText _protocol = new(64);
    readonly HttpText _userAgent = new(HttpText.MaxValue);
    readonly HttpText _referer = new(HttpText.MaxValue);
    readonly HttpText _contentType = new(HttpText.MaxValue);
    readonly HttpText _contentEncoding = new(64);
    readonly HttpText _server = new(HttpText.MaxValue);
    readonly HttpText _location = new(HttpText.MaxValue);
    readonly HttpText _grpcStatus = new(16);
    readonly HttpText _extensions = new(256);
    bool _hasAuthority;

    /// <summary><c>:method</c>, or null.</summary>
    public string? Method { get; private set; }

    /// <summary><c>:path</c>, or null.</summary>
    public string? Path { get; private set; }

    /// <summary>The host of <c>:authority</c>, or of the Host field where there is none; null without either.</summary>
    public string? Host { get; private set; }

    /// <summary>The port named with the host, or 0.</summary>
    public int HostPort { get; private set; }

    /// <summary><c>:protocol</c> of an extended CONNECT (RFC 8441 §4), or null.</summary>
    public string? Protocol { get; private set; }

    /// <summary><c>:status</c>, 100 to 999; 0 without one.</summary>
    public int Status { get; private set; }

    /// <summary>The User-Agent field, or null.</summary>
    public string? UserAgent { get; private set; }

    /// <summary>The Referer field, or null.</summary>
    public string? Referer { get; private set; }

    /// <summary>The media type, parameters left out, or null.</summary>
    public string? ContentType { get; private set; }

    /// <summary>The Content-Encoding field, or null.</summary>
    public string? ContentEncoding { get; private set; }

    /// <summary>The Content-Length field, or -1.</summary>
    public long ContentLength { get; private set; } = -1;

    /// <summary>The Server field, or null.</summary>
    public string? Server { get; private set; }

    /// <summary>The Location field, or null.</summary>
    public string? Location { get; private set; }

    /// <summary>The status of a gRPC call as its trailers have it, or null.</summary>
    public string? GrpcStatus { get; private set; }

    /// <summary>The Sec-WebSocket-Extensions field, or null.</summary>
    public string? WebSocketExtensions { get; private set; }

    /// <summary>How many lines could not be known.</summary>
    public int UnknownFields { get; private set; }

    /// <summary>Whether it is the head of a request: it has a <c>:method</c>.</summary>
    public bool IsRequest => Method is not null;

    /// <summary>Whether it is the head of a response: it has a <c>:status</c>.</summary>
    public bool IsResponse => Status != 0;

    /// <summary>Forgets the section before.</summary>
    public void Clear()
    {
        Method = Path = Host = Protocol = UserAgent = Referer = ContentType = ContentEncoding = Server = Location = GrpcStatus = WebSocketExtensions = null;
        HostPort = Status = UnknownFields = 0;
        ContentLength = -1;
        _hasAuthority = false;
    }

    /// <inheritdoc/>
    public void OnUnknownField() => UnknownFields++;

    /// <inheritdoc/>
    public void OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.IsEmpty) return;
        if (name[0] == ':') TakePseudo(name, value);
        else TakeField(name, value);
    }

    void TakePseudo(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual(":method"u8)) Method ??= _method.Of(value);
        else if (name.SequenceEqual(":path"u8)) Path ??= _path.Of(value);
        else if (name.SequenceEqual(":authority"u8)) TakeAuthority(value);
        else if (name.SequenceEqual(":protocol"u8)) Protocol ??= _protocol.Of(value);
        else if (name.SequenceEqual(":status"u8) && Status == 0) Status = StatusOf(value);
    }

    // Three digits (RFC 9110 §15); what is none leaves the response without a status.
    static int StatusOf(ReadOnlySpan<byte> value) =>
        value.Length == 3 && Utf8Parser.TryParse(value, out int status, out int used) && used == 3 && status >= 100 ? status : 0;

    void TakeAuthority(ReadOnlySpan<byte> value)
    {
        if (_hasAuthority) return;
        _hasAuthority = true;
        TakeHost(value);
    }

    void TakeHost(ReadOnlySpan<byte> value)
    {
        Host = _host.Of(HttpAuthority.Split(value, out int port));
        HostPort = port;
    }

    void TakeField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 4 when Is(name, "host"u8): if (Host is null) TakeHost(value); break;
            case 6 when Is(name, "server"u8): Server ??= _server.Of(value); break;
            case 7 when Is(name, "referer"u8): Referer ??= _referer.Of(value); break;
            case 8 when Is(name, "location"u8): Location ??= _location.Of(value); break;
            case 10 when Is(name, "user-agent"u8): UserAgent ??= _userAgent.Of(value); break;
            case 11 when Is(name, "grpc-status"u8): GrpcStatus ??= _grpcStatus.Of(value); break;
            case 12 when Is(name, "content-type"u8): ContentType ??= _contentType.Of(MediaType(value)); break;
            case 14 when Is(name, "content-length"u8): if (ContentLength < 0) ContentLength = LengthOf(value); break;
            case 16 when Is(name, "content-encoding"u8): ContentEncoding ??= _contentEncoding.Of(value); break;
            case 24 when Is(name, "sec-websocket-extensions"u8): WebSocketExtensions ??= _extensions.Of(value); break;
            default: break;
        }
    }

    static long LengthOf(ReadOnlySpan<byte> value) => Utf8Parser.TryParse(value, out long length, out int used) && used == value.Length && length >= 0 ? length : -1;

    static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);

    static ReadOnlySpan<byte> MediaType(ReadOnlySpan<byte> value)
    {
        int parameters = value.IndexOf((byte)';');
        ReadOnlySpan<byte> type = parameters < 0 ? value : value[..parameters];
        while (!type.IsEmpty && type[0] is (byte)' ' or (byte)'\t') type = type[1..];
        while (!type.IsEmpty && type[^1] is (byte)' ' or (byte)'\t') type = type[..^1];
        return type;
    }
}
