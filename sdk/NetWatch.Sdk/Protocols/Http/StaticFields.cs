using System.Text;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>The static tables of HPACK (RFC 7541 appendix A) and QPACK (RFC 9204 appendix A). Immutable; any thread.</summary>
public sealed class StaticFields
{
    readonly byte[][] _names;
    readonly byte[][] _values;

    StaticFields(string lines)
    {
        string[] fields = lines.Split('\n');
        _names = new byte[fields.Length][];
        _values = new byte[fields.Length][];
        for (int i = 0; i < fields.Length; i++)
        {
            // The colon of a pseudo-header field comes first, so the one that divides is looked for behind it.
            int colon = fields[i].IndexOf(": ", 1, StringComparison.Ordinal);
            _names[i] = Encoding.ASCII.GetBytes(colon < 0 ? fields[i] : fields[i][..colon]);
            _values[i] = colon < 0 ? [] : Encoding.ASCII.GetBytes(fields[i][(colon + 2)..]);
        }
    }

    /// <summary>The 61 lines of HPACK. On the wire they are numbered from 1, here from 0.</summary>
    public static StaticFields Hpack { get; } = new(
        """
        :authority
        :method: GET
        :method: POST
        :path: /
        :path: /index.html
        :scheme: http
        :scheme: https
        :status: 200
        :status: 204
        :status: 206
        :status: 304
        :status: 400
        :status: 404
        :status: 500
        accept-charset
        accept-encoding: gzip, deflate
        accept-language
        accept-ranges
        accept
        access-control-allow-origin
        age
        allow
        authorization
        cache-control
        content-disposition
        content-encoding
        content-language
        content-length
        content-location
        content-range
        content-type
        cookie
        date
        etag
        expect
        expires
        from
        host
        if-match
        if-modified-since
        if-none-match
        if-range
        if-unmodified-since
        last-modified
        link
        location
        max-forwards
        proxy-authenticate
        proxy-authorization
        range
        referer
        refresh
        retry-after
        server
        set-cookie
        strict-transport-security
        transfer-encoding
        user-agent
        vary
        via
        www-authenticate
        """);

    /// <summary>The 99 lines of QPACK, numbered from 0.</summary>
    public static StaticFields Qpack { get; } = new(
        """
        :authority
        :path: /
        age: 0
        content-disposition
        content-length: 0
        cookie
        date
        etag
        if-modified-since
        if-none-match
        last-modified
        link
        location
        referer
        set-cookie
        :method: CONNECT
        :method: DELETE
        :method: GET
        :method: HEAD
        :method: OPTIONS
        :method: POST
        :method: PUT
        :scheme: http
        :scheme: https
        :status: 103
        :status: 200
        :status: 304
        :status: 404
        :status: 503
        accept: */*
        accept: application/dns-message
        accept-encoding: gzip, deflate, br
        accept-ranges: bytes
        access-control-allow-headers: cache-control
        access-control-allow-headers: content-type
        access-control-allow-origin: *
        cache-control: max-age=0
        cache-control: max-age=2592000
        cache-control: max-age=604800
        cache-control: no-cache
        cache-control: no-store
        cache-control: public, max-age=31536000
        content-encoding: br
        content-encoding: gzip
        content-type: application/dns-message
        content-type: application/javascript
        content-type: application/json
        content-type: application/x-www-form-urlencoded
        content-type: image/gif
        content-type: image/jpeg
        content-type: image/png
        content-type: text/css
        content-type: text/html; charset=utf-8
        content-type: text/plain
        content-type: text/plain;charset=utf-8
        range: bytes=0-
        strict-transport-security: max-age=31536000
        strict-transport-security: max-age=31536000; includesubdomains
        strict-transport-security: max-age=31536000; includesubdomains; preload
        vary: accept-encoding
        vary: origin
        x-content-type-options: nosniff
        x-xss-protection: 1; mode=block
        :status: 100
        :status: 204
        :status: 206
        :status: 302
        :status: 400
        :status: 403
        :status: 421
        :status: 425
        :status: 500
        accept-language
        access-control-allow-credentials: FALSE
        access-control-allow-credentials: TRUE
        access-control-allow-headers: *
        access-control-allow-methods: get
        access-control-allow-methods: get, post, options
        access-control-allow-methods: options
        access-control-expose-headers: content-length
        access-control-request-headers: content-type
        access-control-request-method: get
        access-control-request-method: post
        alt-svc: clear
        authorization
        content-security-policy: script-src 'none'; object-src 'none'; base-uri 'none'
        early-data: 1
        expect-ct
        forwarded
        if-range
        origin
        purpose: prefetch
        server
        timing-allow-origin: *
        upgrade-insecure-requests: 1
        user-agent
        x-forwarded-for
        x-frame-options: deny
        x-frame-options: sameorigin
        """);

    /// <summary>How many lines there are.</summary>
    public int Count => _names.Length;

    /// <summary>The name of a line.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such line.</exception>
    public ReadOnlySpan<byte> Name(int index) => _names[index];

    /// <summary>The value of a line, often empty.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such line.</exception>
    public ReadOnlySpan<byte> Value(int index) => _values[index];
}
