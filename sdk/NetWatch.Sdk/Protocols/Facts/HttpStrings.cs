using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>The texts of a request and its response as strings: those of a fact that was made by hand, or made when they were asked for.</summary>
sealed class HttpStrings
{
    internal string? Target { get; set; }

    internal string? Host { get; set; }

    internal string? UserAgent { get; set; }

    internal string? Referer { get; set; }

    internal string? ContentType { get; set; }

    internal string? ContentEncoding { get; set; }

    internal string? Server { get; set; }

    internal string? Location { get; set; }

    internal static HttpStrings Of(PackedTexts request, PackedTexts response) => new()
    {
        Target = request.Text(HttpTextPlace.Target),
        Host = request.Text(HttpTextPlace.Host),
        UserAgent = request.Text(HttpTextPlace.UserAgent),
        Referer = request.Text(HttpTextPlace.Referer),
        ContentType = response.Text(HttpTextPlace.ContentType),
        ContentEncoding = response.Text(HttpTextPlace.ContentEncoding),
        Server = response.Text(HttpTextPlace.Server),
        Location = response.Text(HttpTextPlace.Location),
    };

    /// <summary>Writes a text where it lies, or the string of a fact that was made by hand.</summary>
    internal static void Write(IFactWriter writer, string name, PackedTexts texts, int place, string? made)
    {
        if (texts.TryGet(place, out ReadOnlySpan<byte> utf8)) writer.Utf8(name, utf8);
        else if (made is not null) writer.Text(name, made);
    }
}
