namespace NetWatch.Plugins.Http;

/// <summary>The methods of the IANA "HTTP Method Registry" and a few that are in wide use without being registered.</summary>
static class HttpMethods
{
    /// <summary>The method as a string that is there already, or null when it is not a known one. Case counts (RFC 9110 §9.1).</summary>
    internal static string? Find(ReadOnlySpan<byte> method) => method.Length switch
    {
        3 => Among3(method),
        4 => Among4(method),
        5 => Among5(method),
        6 => Among6(method),
        7 => Among7(method),
        8 => Among8(method),
        9 => Among9(method),
        10 => Among10(method),
        _ => AmongLonger(method),
    };

    static string? Among3(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("GET"u8) ? "GET" : m.SequenceEqual("PUT"u8) ? "PUT" : m.SequenceEqual("ACL"u8) ? "ACL" : null;

    static string? Among4(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("POST"u8) ? "POST" : m.SequenceEqual("HEAD"u8) ? "HEAD" : m.SequenceEqual("COPY"u8) ? "COPY"
        : m.SequenceEqual("MOVE"u8) ? "MOVE" : m.SequenceEqual("LOCK"u8) ? "LOCK" : m.SequenceEqual("BIND"u8) ? "BIND"
        : m.SequenceEqual("LINK"u8) ? "LINK" : null;

    static string? Among5(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("PATCH"u8) ? "PATCH" : m.SequenceEqual("TRACE"u8) ? "TRACE" : m.SequenceEqual("MKCOL"u8) ? "MKCOL"
        : m.SequenceEqual("LABEL"u8) ? "LABEL" : m.SequenceEqual("MERGE"u8) ? "MERGE" : m.SequenceEqual("QUERY"u8) ? "QUERY"
        : m.SequenceEqual("PURGE"u8) ? "PURGE" : null;

    static string? Among6(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("DELETE"u8) ? "DELETE" : m.SequenceEqual("SEARCH"u8) ? "SEARCH" : m.SequenceEqual("REPORT"u8) ? "REPORT"
        : m.SequenceEqual("UNLOCK"u8) ? "UNLOCK" : m.SequenceEqual("REBIND"u8) ? "REBIND" : m.SequenceEqual("UNBIND"u8) ? "UNBIND"
        : m.SequenceEqual("UNLINK"u8) ? "UNLINK" : m.SequenceEqual("UPDATE"u8) ? "UPDATE" : m.SequenceEqual("NOTIFY"u8) ? "NOTIFY"
        : null;

    static string? Among7(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("OPTIONS"u8) ? "OPTIONS" : m.SequenceEqual("CONNECT"u8) ? "CONNECT" : m.SequenceEqual("CHECKIN"u8) ? "CHECKIN"
        : null;

    static string? Among8(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("PROPFIND"u8) ? "PROPFIND" : m.SequenceEqual("CHECKOUT"u8) ? "CHECKOUT" : m.SequenceEqual("M-SEARCH"u8) ? "M-SEARCH"
        : null;

    static string? Among9(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("PROPPATCH"u8) ? "PROPPATCH" : m.SequenceEqual("SUBSCRIBE"u8) ? "SUBSCRIBE" : null;

    static string? Among10(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("MKCALENDAR"u8) ? "MKCALENDAR" : m.SequenceEqual("MKACTIVITY"u8) ? "MKACTIVITY"
        : m.SequenceEqual("ORDERPATCH"u8) ? "ORDERPATCH" : m.SequenceEqual("UNCHECKOUT"u8) ? "UNCHECKOUT" : null;

    static string? AmongLonger(ReadOnlySpan<byte> m) =>
        m.SequenceEqual("MKWORKSPACE"u8) ? "MKWORKSPACE" : m.SequenceEqual("UNSUBSCRIBE"u8) ? "UNSUBSCRIBE"
        : m.SequenceEqual("RPC_IN_DATA"u8) ? "RPC_IN_DATA" : m.SequenceEqual("RPC_OUT_DATA"u8) ? "RPC_OUT_DATA"
        : m.SequenceEqual("VERSION-CONTROL"u8) ? "VERSION-CONTROL" : m.SequenceEqual("BASELINE-CONTROL"u8) ? "BASELINE-CONTROL"
        : m.SequenceEqual("MKREDIRECTREF"u8) ? "MKREDIRECTREF" : m.SequenceEqual("UPDATEREDIRECTREF"u8) ? "UPDATEREDIRECTREF" : null;
}
