namespace NetWatch.Engine.Filters;

/// <summary>Names that people know fields by, beside those of EVE, whose HTTP names are of their own kind.</summary>
static class FieldAliases
{
    /// <summary>The name of EVE for a field of a fact, or the name as it is.</summary>
    internal static string Resolve(string name) => name.ToUpperInvariant() switch
    {
        "HTTP.METHOD" => "http.http_method",
        "HTTP.PATH" => "http.url",
        "HTTP.HOST" => "http.hostname",
        "HTTP.USER_AGENT" => "http.http_user_agent",
        "HTTP.CONTENT_TYPE" => "http.http_content_type",
        "HTTP.REFERER" => "http.http_refer",
        _ => name,
    };
}
