using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Http;

/// <summary>What is kept of the head of one message: the start line and the fields of interest. Used again for the next message.</summary>
/// <param name="isShown">Whether it is for a screen, where the body of a request is shown too.</param>
sealed class MessageHead(bool isShown = false)
{
    const int MaxCoding = 64;
    const int MaxScheme = 11;

    PackedTextsBuilder _texts;
    MessageFraming _framing;
    FieldName _lastField;
    bool _hasAuthority;
    string? _requestType, _requestEncoding;

    internal bool IsResponse { get; private set; }

    /// <summary>A request of HTTP/0.9: no version, no fields, and the answer is nothing but the body.</summary>
    internal bool IsOld { get; private set; }

    internal string? Method { get; private set; }

    internal string? Version { get; private set; }

    internal int Status { get; private set; }

    internal int HostPort { get; private set; }

    /// <summary>The target of a request as UTF-8, until <see cref="TakeTexts"/>.</summary>
    internal ReadOnlySpan<byte> Target => IsResponse ? default : _texts.Get(HttpTextPlace.Target);

    /// <summary>The media type, until <see cref="TakeTexts"/>; of a request only for a screen. Null without one.</summary>
    internal string? ContentType => IsResponse ? Text(HttpTextPlace.ContentType) : _requestType;

    /// <summary>The coding, until <see cref="TakeTexts"/>; of a request only for a screen. Null without one.</summary>
    internal string? ContentEncoding => IsResponse ? Text(HttpTextPlace.ContentEncoding) : _requestEncoding;

    /// <summary>What the Upgrade field offers or names: <c>websocket</c>, <c>h2c</c> or another token, or null.</summary>
    internal string? Upgrade { get; private set; }

    /// <summary>Whether frames of a WebSocket follow it.</summary>
    internal bool IsWebSocketUpgrade => Upgrade == "websocket" && (!IsResponse || Status == 101);

    internal MessageFraming Framing => _framing;

    internal void Clear()
    {
        IsResponse = IsOld = _hasAuthority = false;
        Method = Version = Upgrade = _requestType = _requestEncoding = null;
        Status = HostPort = 0;
        _lastField = FieldName.Other;
        _framing.Clear();
        _texts.Clear();
    }

    /// <summary>The texts of the message, as <see cref="HttpTextPlace"/> has them; the head has none any longer then.</summary>
    internal PackedTexts TakeTexts() => _texts.Pack();

    /// <summary>A text of the message, until <see cref="TakeTexts"/>; null when it has none.</summary>
    internal string? Text(int place) => _texts.Has(place) ? Encoding.UTF8.GetString(_texts.Get(place)) : null;

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
        Method = HttpMethods.Find(line[..method]) ?? Encoding.Latin1.GetString(line[..method]);
        ReadOnlySpan<byte> target = WireBytes.Trim(version < 0 ? rest : rest[..version], (byte)' ');
        _texts.Set(HttpTextPlace.Target, HttpText.Utf8Of(target, HttpText.MaxTarget));
        TakeAuthority(target);
        return true;
    }

    // An absolute target overrides the Host field (RFC 9112 §3.2.2); the target of CONNECT is an authority alone (§3.2.3).
    void TakeAuthority(ReadOnlySpan<byte> target)
    {
        ReadOnlySpan<byte> authority = target;
        if (Method != "CONNECT")
        {
            if (target.IsEmpty || target[0] == '/') return;
            int scheme = target[..Math.Min(target.Length, MaxScheme + 3)].IndexOf("://"u8);
            if (scheme <= 0) return;
            authority = target[(scheme + 3)..];
        }

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

        _lastField = FieldName.Other;
        // Most fields are none that is read, and are known for that by their first letter.
        if (!FieldNames.MayBegin(line[0])) return;
        int colon = line.IndexOf((byte)':');
        if (colon <= 0) return;
        // A space before the colon is forbidden (§5.1), and read past by some servers all the same.
        _lastField = FieldNames.Find(Blanks.TrimEnd(line[..colon]));
        if (_lastField != FieldName.Other) SetField(Blanks.Trim(line[(colon + 1)..]));
    }

    void SetField(ReadOnlySpan<byte> value)
    {
        switch (_lastField)
        {
            case FieldName.Host: if (!IsResponse && !_hasAuthority && !_texts.Has(HttpTextPlace.Host)) SetHost(value); break;
            case FieldName.UserAgent: SetFirst(isOfResponse: false, HttpTextPlace.UserAgent, value); break;
            case FieldName.Referer: SetFirst(isOfResponse: false, HttpTextPlace.Referer, value); break;
            case FieldName.ContentType when IsResponse: SetFirst(isOfResponse: true, HttpTextPlace.ContentType, MediaType(value)); break;
            case FieldName.ContentEncoding when IsResponse: SetFirst(isOfResponse: true, HttpTextPlace.ContentEncoding, value, MaxCoding); break;
            case FieldName.ContentType when isShown: _requestType ??= Encoding.UTF8.GetString(HttpText.Utf8Of(MediaType(value))); break;
            case FieldName.ContentEncoding when isShown: _requestEncoding ??= Encoding.UTF8.GetString(HttpText.Utf8Of(value, MaxCoding)); break;
            case FieldName.Server: SetFirst(isOfResponse: true, HttpTextPlace.Server, value); break;
            case FieldName.Location: SetFirst(isOfResponse: true, HttpTextPlace.Location, value); break;
            case FieldName.Upgrade: Upgrade ??= UpgradeToken(value); break;
            case FieldName.ContentLength: _framing.AddLength(value); break;
            case FieldName.TransferEncoding: _framing.AddCoding(value); break;
            default: break;
        }
    }

    void Continue(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        _framing.HasFold = true;
        switch (_lastField)
        {
            case FieldName.Host: if (!IsResponse && !_hasAuthority && _texts.Get(HttpTextPlace.Host).IsEmpty) SetHost(value); break;
            case FieldName.UserAgent: Join(isOfResponse: false, HttpTextPlace.UserAgent, value); break;
            case FieldName.Referer: Join(isOfResponse: false, HttpTextPlace.Referer, value); break;
            case FieldName.ContentType when IsResponse: if (_texts.Get(HttpTextPlace.ContentType).IsEmpty) Set(HttpTextPlace.ContentType, MediaType(value)); break;
            case FieldName.Server: Join(isOfResponse: true, HttpTextPlace.Server, value); break;
            case FieldName.Location: Join(isOfResponse: true, HttpTextPlace.Location, value); break;
            case FieldName.Upgrade: if (string.IsNullOrEmpty(Upgrade)) Upgrade = UpgradeToken(value); break;
            case FieldName.ContentLength: _framing.AddLength(value); break;
            case FieldName.TransferEncoding: _framing.AddCoding(value); break;
            default: break;
        }
    }

    // Fields of the other kind of message have no meaning here.
    void SetFirst(bool isOfResponse, int place, ReadOnlySpan<byte> value, int maxLength = HttpText.MaxValue)
    {
        if (isOfResponse == IsResponse && !_texts.Has(place)) Set(place, value, maxLength);
    }

    void Join(bool isOfResponse, int place, ReadOnlySpan<byte> value)
    {
        if (isOfResponse != IsResponse) return;
        ReadOnlySpan<byte> first = _texts.Get(place), next = HttpText.Utf8Of(value);
        if (first.IsEmpty) _texts.Set(place, next);
        else if (Encoding.UTF8.GetCharCount(first) + Encoding.UTF8.GetCharCount(next) < HttpText.MaxValue) _texts.Append(place, next);
    }

    void Set(int place, ReadOnlySpan<byte> value, int maxLength = HttpText.MaxValue) => _texts.Set(place, HttpText.Utf8Of(value, maxLength));

    void SetHost(ReadOnlySpan<byte> authority)
    {
        Set(HttpTextPlace.Host, HttpAuthority.Split(authority, out int port));
        HostPort = port;
    }

    static ReadOnlySpan<byte> MediaType(ReadOnlySpan<byte> value)
    {
        int parameters = value.IndexOf((byte)';');
        return Blanks.TrimEnd(parameters < 0 ? value : value[..parameters]);
    }

    static string UpgradeToken(ReadOnlySpan<byte> value)
    {
        int next = value.IndexOf((byte)',');
        if (next >= 0) value = WireBytes.TrimEnd(value[..next], (byte)' ');
        if (Ascii.EqualsIgnoreCase(value, "websocket"u8)) return "websocket";
        if (Ascii.EqualsIgnoreCase(value, "h2c"u8)) return "h2c";
        return Encoding.Latin1.GetString(value[..Math.Min(value.Length, 64)]);
    }

    static string VersionText(ReadOnlySpan<byte> version) =>
        version.SequenceEqual("HTTP/1.1"u8) ? "HTTP/1.1" : version.SequenceEqual("HTTP/1.0"u8) ? "HTTP/1.0" : Encoding.Latin1.GetString(version);
}
