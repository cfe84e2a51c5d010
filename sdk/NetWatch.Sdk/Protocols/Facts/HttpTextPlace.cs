namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>Which of the texts of a request or a response stands where.</summary>
public static class HttpTextPlace
{
    /// <summary>Of a request: the target.</summary>
    public const int Target = 0;

    /// <summary>Of a request: the host, without the port.</summary>
    public const int Host = 1;

    /// <summary>Of a request: the User-Agent field.</summary>
    public const int UserAgent = 2;

    /// <summary>Of a request: the Referer field.</summary>
    public const int Referer = 3;

    /// <summary>Of a response: the media type, parameters left out.</summary>
    public const int ContentType = 0;

    /// <summary>Of a response: the Content-Encoding field.</summary>
    public const int ContentEncoding = 1;

    /// <summary>Of a response: the Server field.</summary>
    public const int Server = 2;

    /// <summary>Of a response: the Location field.</summary>
    public const int Location = 3;
}
