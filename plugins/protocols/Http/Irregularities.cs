namespace NetWatch.Plugins.Http;

/// <summary>What the messages of a flow do that RFC 9112 forbids, as an analyst of request smuggling looks for it.</summary>
[Flags]
enum Irregularities
{
    None = 0,
    InvalidLength = 1,
    ConflictingLengths = 2,
    LengthAndCoding = 4,
    BrokenChunk = 8,
    FoldedField = 16,
    OverlongLine = 32,
    NotHttp = 64,
}
