using System.Text;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http;

/// <summary>What is kept of the head of one message: the start line and the fields of interest. Used again for the next message.</summary>
sealed class MessageHead
{
    const int MaxValue = HttpText.MaxValue;

    readonly HttpText _method = new(StartLine.MaxMethodLength);
    readonly HttpText _version = new(8);
    readonly HttpText _target = new(HttpText.MaxTarget);
    readonly HttpText _host = new(MaxValue);
    readonly HttpText _userAgent = new(MaxValue);
    readonly HttpText _referer = new(MaxValue);
    readonly HttpText _contentType = new(MaxValue);
    readonly HttpText _contentEncoding = new(64);
    readonly HttpText _server = new(MaxValue);
    readonly HttpText _location = new(MaxValue);
    FieldName _lastField;
    bool _hasAuthority;

    internal bool IsResponse { get; private set; }

    /// <summary>A request of HTTP/0.9: no version, no fields, and the answer is nothing but the body.</summary>
    internal bool IsOld { get; private set; }

    internal string? Method { get; private set; }

    internal string? Target { get; private set; }

    internal string? Version { get; private set; }

    internal int Status { get; private set; }

    internal string? Host { get; private set; }

    internal int HostPort { get; private set; }

    internal string? UserAgent { get; private set; }

    internal string? Referer { get; private set; }

    internal string? ContentType { get; private set; }

    internal string? ContentEncoding { get; private set; }

    internal string? Server { get; private set; }

    internal string? Location { get; private set; }

    /// <summary>What the Upgrade field offers or names: <c>websocket</c>, <c>h2c</c> or another token, or null.</summary>
    internal string? Upgrade { get; private set; }

    /// <summary>Whether frames of a WebSocket follow it.</summary>
    internal bool IsWebSocketUpgrade => Upgrade == "websocket" && (!IsResponse || Status == 101);

    internal MessageFraming Framing { get; } = new();

    internal void Clear()
    {
        IsResponse = IsOld = _hasAuthority = false;
        Method = Target = Version = Host = UserAgent = Referer = ContentType = ContentEncoding = Server = Location = Upgrade = null;
        Status = HostPort = 0;
        _lastField = FieldName.Other;
        Framing.Clear();
    }

    /// <summary>Reads a start line. False when it is none.</summary>
    internal bool TryStart(ReadOnlySpan<byte> line, bool isCut)
    {
        Clear();
        return StartLine.IsResponse(line) == true ? StartResponse(line) : TryStartRequest(line, isCut);
    }

    bool StartResponse(ReadOnlySpan<byte> line)
    {
        IsResponse = true;
        Version = VersionText(line[..8]);
        Status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
        return true;
    }

    bool TryStartRequest(ReadOnlySpan<byte> line, bool isCut)
    {
        int method = StartLine.TokenLength(line);
        if (method is 0 or > StartLine.MaxMethodLength || method == line.Length || line[method] != ' ') return false;
        ReadOnlySpan<byte> rest = line[method..];
        int version = StartLine.IndexOfVersion(rest);
        bool isPreface = version >= 0 && rest[version + 6] == '2' && line[..method].SequenceEqual("PRI"u8);
        if (isPreface || version < 0 && !isCut && !line.StartsWith("GET /"u8)) return false;
        IsOld = version < 0 && !isCut;
        Version = version < 0 ? IsOld ? "HTTP/0.9" : null : VersionText(rest.Slice(version + 1, 8));
        Method = HttpMethods.Find(line[..method]) ?? _method.Of(line[..method]);
        ReadOnlySpan<byte> target = (version < 0 ? rest : rest[..version]).Trim((byte)' ');
        Target = _target.Of(target);
        TakeAuthority(target);
        return true;
    }

    // An absolute target overrides the Host field (RFC 9112 §3.2.2); the target of CONNECT is an authority alone (§3.2.3).
    void TakeAuthority(ReadOnlySpan<byte> target)
    {
        ReadOnlySpan<byte> authority;
        int scheme = target.IndexOf("://"u8);
        if (Method == "CONNECT") authority = target;
        else if (scheme > 0 && scheme < 12 && target[0] != '/') authority = target[(scheme + 3)..];
        else return;
        int end = authority.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        if (end >= 0) authority = authority[..end];
        int user = authority.LastIndexOf((byte)'@');
        if (user >= 0) authority = authority[(user + 1)..];
        if (authority.IsEmpty) return;
        SetHost(authority);
        _hasAuthority = true;
    }

    /// <summary>Reads a field line, or the continuation of one (RFC 9112 §5.2).</summary>
    internal void AddField(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            Continue(Blanks.Trim(line));
            return;
        }

        int colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            _lastField = FieldName.Other;
            return;
        }

        // A space before the colon is forbidden (§5.1), and read past by some servers all the same.
        _lastField = FieldNames.Find(Blanks.TrimEnd(line[..colon]));
        if (_lastField != FieldName.Other) SetField(Blanks.Trim(line[(colon + 1)..]));
    }

    void SetField(ReadOnlySpan<byte> value)
    {
        switch (_lastField)
        {
            case FieldName.Host: if (!_hasAuthority && Host is null) SetHost(value); break;
            case FieldName.UserAgent: UserAgent ??= _userAgent.Of(value); break;
            case FieldName.Referer: Referer ??= _referer.Of(value); break;
            case FieldName.ContentType: ContentType ??= MediaType(value); break;
            case FieldName.ContentEncoding: ContentEncoding ??= _contentEncoding.Of(value); break;
            case FieldName.Server: Server ??= _server.Of(value); break;
            case FieldName.Location: Location ??= _location.Of(value); break;
            case FieldName.Upgrade: Upgrade ??= UpgradeToken(value); break;
            case FieldName.ContentLength: Framing.AddLength(value); break;
            case FieldName.TransferEncoding: Framing.AddCoding(value); break;
            default: break;
        }
    }

    void Continue(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        Framing.HasFold = true;
        switch (_lastField)
        {
            case FieldName.Host: if (!_hasAuthority && string.IsNullOrEmpty(Host)) SetHost(value); break;
            case FieldName.UserAgent: UserAgent = Join(UserAgent, _userAgent.Of(value)); break;
            case FieldName.Referer: Referer = Join(Referer, _referer.Of(value)); break;
            case FieldName.ContentType: if (string.IsNullOrEmpty(ContentType)) ContentType = MediaType(value); break;
            case FieldName.Server: Server = Join(Server, _server.Of(value)); break;
            case FieldName.Location: Location = Join(Location, _location.Of(value)); break;
            case FieldName.Upgrade: if (string.IsNullOrEmpty(Upgrade)) Upgrade = UpgradeToken(value); break;
            case FieldName.ContentLength: Framing.AddLength(value); break;
            case FieldName.TransferEncoding: Framing.AddCoding(value); break;
            default: break;
        }
    }

    static string Join(string? first, string next) =>
        string.IsNullOrEmpty(first) ? next : first.Length + next.Length >= MaxValue ? first : first + " " + next;

    void SetHost(ReadOnlySpan<byte> authority)
    {
        Host = _host.Of(HttpAuthority.Split(authority, out int port));
        HostPort = port;
    }

    string MediaType(ReadOnlySpan<byte> value)
    {
        int parameters = value.IndexOf((byte)';');
        return _contentType.Of(Blanks.TrimEnd(parameters < 0 ? value : value[..parameters]));
    }

    static string UpgradeToken(ReadOnlySpan<byte> value)
    {
        int next = value.IndexOf((byte)',');
        if (next >= 0) value = value[..next].TrimEnd((byte)' ');
        if (Ascii.EqualsIgnoreCase(value, "websocket"u8)) return "websocket";
        if (Ascii.EqualsIgnoreCase(value, "h2c"u8)) return "h2c";
        return Encoding.Latin1.GetString(value[..Math.Min(value.Length, 64)]);
    }

    string VersionText(ReadOnlySpan<byte> version) =>
        version.SequenceEqual("HTTP/1.1"u8) ? "HTTP/1.1" : version.SequenceEqual("HTTP/1.0"u8) ? "HTTP/1.0" : _version.Of(version);
}
