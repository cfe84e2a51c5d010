namespace NetWatch.Plugins.Http2;

/// <summary>What the frames of a connection do that RFC 9113 and RFC 7541 forbid, or that goes over a ceiling.</summary>
[Flags]
enum Irregularities
{
    None = 0,
    MalformedHeaders = 1,
    HeaderBomb = 2,
    OverlongHeaders = 4,
    InterruptedHeaders = 8,
    NotFrames = 16,
    TooManyStreams = 32,
    BadPadding = 64,
}
