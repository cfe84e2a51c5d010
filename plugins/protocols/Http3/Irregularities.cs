namespace NetWatch.Plugins.Http3;

/// <summary>What the streams of a connection do that RFC 9114 and RFC 9204 forbid, or that goes over a ceiling.</summary>
[Flags]
enum Irregularities
{
    None = 0,
    MalformedHeaders = 1,
    HeaderBomb = 2,
    OverlongHeaders = 4,
    MalformedEncoderStream = 8,
    TooManyStreams = 16,
    TooManyBlocked = 32,
}
