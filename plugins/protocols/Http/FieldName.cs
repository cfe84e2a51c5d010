namespace NetWatch.Plugins.Http;

/// <summary>The fields that are read.</summary>
enum FieldName : byte
{
    Other,
    Host,
    UserAgent,
    Referer,
    ContentType,
    ContentEncoding,
    ContentLength,
    TransferEncoding,
    Server,
    Location,
    Upgrade,
}
